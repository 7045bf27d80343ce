import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
    CheckResponse,
    CreateResponse,
    ReadResponse,
    UpdateResponse,
    type CheckRequest,
    type CreateRequest,
    type DeleteRequest,
    type DiffRequest,
    type DiffResponse,
    type ReadRequest,
    type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { check } from "../check/check";
import { decodeObject } from "../codec/decode";
import { encodeObject } from "../codec/encode";
import { partDefaulted } from "../defaulted";
import { diff } from "../diff/diff";
import { toDiffResponse } from "../diff/response";
import { create } from "../lifecycle/create";
import { read } from "../lifecycle/read";
import { remove } from "../lifecycle/remove";
import { update } from "../lifecycle/update";
import type { Runtime } from "../runtime";
import { toFailures } from "./failures";
import { resourceMethod, type Task } from "./resource-method";

type Methods = Pick<IResourceProviderServer, "check" | "diff" | "create" | "read" | "update" | "delete">;

/** The calls in the life of a resource. */
export function resourceMethods<Settings>(runtime: Runtime<Settings>): Methods {
    return {
        check: resourceMethod(runtime, "check", checkTask),
        diff: resourceMethod(runtime, "diff", diffTask),
        create: resourceMethod(runtime, "create", createTask),
        read: resourceMethod(runtime, "read", readTask),
        update: resourceMethod(runtime, "update", updateTask),
        delete: resourceMethod(runtime, "delete", deleteTask),
    };
}

function checkTask(request: CheckRequest): Task<CheckResponse> {
    // With `ignoreChanges: ["*"]` the engine gives all that it keeps, the note of what Check chose too.
    const { inputs: given } = inputsIn(request.getNews());
    const { inputs: previous } = inputsIn(request.getOlds());
    return {
        values: [given, previous],
        run: async (definition, context) => {
            const randomSeed = request.getRandomseed_asU8();
            const { inputs, failures } = await check(definition, context, { given, previous, randomSeed });
            return new CheckResponse().setInputs(encodeObject(inputs)).setFailuresList(toFailures(failures));
        },
    };
}

function diffTask(request: DiffRequest): Task<DiffResponse> {
    const oldState = decodeObject(request.getOlds());
    const { inputs: oldInputs } = oldInputsIn(request, request.getOlds());
    const { inputs, defaulted } = inputsIn(request.getNews());
    return {
        values: [oldState, oldInputs, inputs],
        run: async (definition, { call }) => {
            const { changes, deleteBeforeReplace, notes } = diff(definition, await definition.lifecycle(), {
                urn: request.getUrn(),
                id: request.getId(),
                oldInputs,
                oldState,
                inputs,
                defaulted,
                ignoreChanges: request.getIgnorechangesList(),
            });
            for (const note of notes) call.progress.note(note);
            return toDiffResponse(changes, deleteBeforeReplace);
        },
    };
}

function createTask(request: CreateRequest): Task<CreateResponse> {
    const { inputs } = inputsIn(request.getProperties());
    return {
        values: [inputs],
        run: async (definition, context) => {
            const preview = request.getPreview();
            const { id, state } = await create(definition, context, { inputs, preview });
            return new CreateResponse().setId(id).setProperties(encodeObject(state));
        },
    };
}

function readTask(request: ReadRequest): Task<ReadResponse> {
    const state = decodeObject(request.getProperties());
    const { inputs, defaulted } = inputsIn(request.getInputs());
    return {
        values: [inputs, state],
        run: async (definition, context) => {
            const known = request.hasInputs() ? { inputs, defaulted, state } : undefined;
            const found = await read(definition, context, { id: request.getId(), known });
            if (!found) return new ReadResponse();
            return new ReadResponse()
                .setId(found.id)
                .setProperties(encodeObject(found.state))
                .setInputs(encodeObject(found.inputs));
        },
    };
}

function updateTask(request: UpdateRequest): Task<UpdateResponse> {
    const { inputs } = inputsIn(request.getNews());
    const oldState = decodeObject(request.getOlds());
    const { inputs: oldInputs } = oldInputsIn(request, request.getOlds());
    return {
        values: [inputs, oldInputs, oldState],
        run: async (definition, context) => {
            const state = await update(definition, context, {
                id: request.getId(),
                inputs,
                oldInputs,
                oldState,
                preview: request.getPreview(),
            });
            return new UpdateResponse().setProperties(encodeObject(state));
        },
    };
}

function deleteTask(request: DeleteRequest): Task<Empty> {
    const state = decodeObject(request.getProperties());
    const { inputs } = oldInputsIn(request, request.getProperties());
    return {
        values: [inputs, state],
        run: async (definition, context) => {
            await remove(definition, context, { id: request.getId(), inputs, state });
            return new Empty();
        },
    };
}

const inputsIn = (struct: Struct | undefined) => partDefaulted(decodeObject(struct));

/** An engine that does not send the inputs has them in the state alone. */
const oldInputsIn = (
    request: { hasOldInputs(): boolean; getOldInputs(): Struct | undefined },
    state: Struct | undefined,
) => inputsIn(request.hasOldInputs() ? request.getOldInputs() : state);
