import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
    CheckResponse,
    CreateResponse,
    ReadResponse,
    UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { find } from "../call/find";
import { operate } from "../call/operation";
import { check } from "../check/check";
import { decodeObject } from "../codec/decode";
import { encodeObject } from "../codec/encode";
import { diff } from "../diff/diff";
import { toDiffResponse } from "../diff/response";
import { create } from "../lifecycle/create";
import { read } from "../lifecycle/read";
import { remove } from "../lifecycle/remove";
import { update } from "../lifecycle/update";
import type { Runtime } from "../runtime";
import { toFailures } from "./failures";
import { unary } from "./unary";

type Methods = Pick<IResourceProviderServer, "check" | "diff" | "create" | "read" | "update" | "delete">;

/** The calls in the life of a resource. */
export function resourceMethods<Settings>(runtime: Runtime<Settings>): Methods {
    const definitionOf = (request: { getUrn(): string; getType(): string }) =>
        find(runtime.definition.resources, request.getType() || typeOf(request.getUrn()));

    return {
        check: unary(runtime, async (request, { onAbandoned }) => {
            const definition = definitionOf(request);
            const given = decodeObject(request.getNews());
            const previous = decodeObject(request.getOlds());
            const operation = {
                action: "check",
                urn: request.getUrn(),
                values: [given, previous],
                onAbandoned,
            };
            const { inputs, failures } = await operate(runtime, operation, (context) =>
                check(definition, context, { given, previous, randomSeed: request.getRandomseed_asU8() }),
            );
            return new CheckResponse().setInputs(encodeObject(inputs)).setFailuresList(toFailures(failures));
        }),
        diff: unary(runtime, async (request, { onAbandoned }) => {
            const definition = definitionOf(request);
            const oldState = decodeObject(request.getOlds());
            const oldInputs = request.hasOldInputs() ? decodeObject(request.getOldInputs()) : oldState;
            const inputs = decodeObject(request.getNews());
            const values = [oldState, oldInputs, inputs];
            const operation = { action: "diff", urn: request.getUrn(), values, onAbandoned };
            return operate(runtime, operation, async ({ call }) => {
                const { changes, deleteBeforeReplace, notes } = diff(
                    definition,
                    await definition.lifecycle(),
                    {
                        urn: request.getUrn(),
                        id: request.getId(),
                        oldInputs,
                        oldState,
                        inputs,
                        ignoreChanges: request.getIgnorechangesList(),
                    },
                );
                for (const note of notes) call.progress.note(note);
                return toDiffResponse(changes, deleteBeforeReplace);
            });
        }),
        create: unary(runtime, async (request, { onAbandoned }) => {
            const definition = definitionOf(request);
            const inputs = decodeObject(request.getProperties());
            const operation = {
                action: "create",
                urn: request.getUrn(),
                timeoutSeconds: request.getTimeout(),
                values: [inputs],
                onAbandoned,
            };
            const { id, state } = await operate(runtime, operation, (context) =>
                create(definition, context, { inputs, preview: request.getPreview() }),
            );
            return new CreateResponse().setId(id).setProperties(encodeObject(state));
        }),
        read: unary(runtime, async (request, { onAbandoned }) => {
            const definition = definitionOf(request);
            const state = decodeObject(request.getProperties());
            const inputs = decodeObject(request.getInputs());
            const operation = {
                action: "read",
                urn: request.getUrn(),
                timeoutSeconds: request.getTimeout(),
                values: [inputs, state],
                onAbandoned,
            };
            const found = await operate(runtime, operation, (context) =>
                read(definition, context, {
                    id: request.getId(),
                    known: request.hasInputs() ? { inputs, state } : undefined,
                }),
            );
            if (!found) return new ReadResponse();
            return new ReadResponse()
                .setId(found.id)
                .setProperties(encodeObject(found.state))
                .setInputs(encodeObject(found.inputs));
        }),
        update: unary(runtime, async (request, { onAbandoned }) => {
            const definition = definitionOf(request);
            const inputs = decodeObject(request.getNews());
            const oldState = decodeObject(request.getOlds());
            const oldInputs = request.hasOldInputs() ? decodeObject(request.getOldInputs()) : oldState;
            const operation = {
                action: "update",
                urn: request.getUrn(),
                timeoutSeconds: request.getTimeout(),
                values: [inputs, oldInputs, oldState],
                onAbandoned,
            };
            const state = await operate(runtime, operation, (context) =>
                update(definition, context, {
                    id: request.getId(),
                    inputs,
                    oldInputs,
                    oldState,
                    preview: request.getPreview(),
                }),
            );
            return new UpdateResponse().setProperties(encodeObject(state));
        }),
        delete: unary(runtime, async (request, { onAbandoned }) => {
            const definition = definitionOf(request);
            const state = decodeObject(request.getProperties());
            const inputs = request.hasOldInputs() ? decodeObject(request.getOldInputs()) : state;
            const operation = {
                action: "delete",
                urn: request.getUrn(),
                timeoutSeconds: request.getTimeout(),
                values: [inputs, state],
                onAbandoned,
            };
            await operate(runtime, operation, (context) =>
                remove(definition, context, { id: request.getId(), inputs, state }),
            );
            return new Empty();
        }),
    };
}

/** `urn:pulumi:stack::project::parent$type::name`, from an engine that does not send the type by itself. */
function typeOf(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
