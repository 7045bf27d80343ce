import type { Metadata, MethodDefinition, ServiceError } from "@grpc/grpc-js";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import {
    ResourceProviderService as service,
    type ResourceProviderClient,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

export type Json = Readonly<Record<string, unknown>>;

export const urn = "urn:pulumi:dev::project::fixture:index:Thing::a";

/** The engine's marks, spelt out, so that the codec is not tested by itself. */
const signature = "4dabf18193072939515e22adb298388d";
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const secret = (value: unknown) => ({ [signature]: "1b47061264138c4ac30d75fd1eb44270", value });

/** An error of a call as the engine takes it apart. */
export interface CallError {
    readonly code: number;
    readonly message: string;
    readonly initFailed?: pb.ErrorResourceInitFailed.AsObject & {
        readonly properties: Json;
        readonly inputs?: Json;
    };
    readonly inputErrors?: InputPropertiesError.PropertyError.AsObject[];
    readonly missingKeys?: pb.ConfigureErrorMissingKeys.MissingKey.AsObject[];
}

/** Makes a call. What it rejects with is a `CallError`. */
export function send<Request, Response>(
    client: ResourceProviderClient,
    method: MethodDefinition<Request, Response>,
    request: Request,
): Promise<Response> {
    const { path, requestSerialize, responseDeserialize } = method;
    return new Promise((resolve, reject) => {
        client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, (error, response) => {
            // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- taken apart for the test
            if (error) reject(takeApart(error));
            else if (response) resolve(response);
        });
    });
}

export const struct = (properties: Json): Struct =>
    Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);

/** The calls of the engine with plain arguments and answers. */
export function talkTo(client: ResourceProviderClient) {
    return {
        handshake: (address = "") =>
            send(client, service.handshake, new pb.ProviderHandshakeRequest().setEngineAddress(address)),
        async configure(args: Json) {
            const request = new pb.ConfigureRequest().setArgs(struct(args)).setAcceptsecrets(true);
            return send(client, service.configure, request);
        },
        async check(news: Json, olds: Json = {}) {
            const request = new pb.CheckRequest().setUrn(urn).setNews(struct(news)).setOlds(struct(olds));
            const response = await send(client, service.check, request);
            return { inputs: response.getInputs()?.toJavaScript(), failures: failuresOf(response) };
        },
        async diff(given: { oldInputs: Json; state?: Json; news: Json; ignoreChanges?: string[] }) {
            const { oldInputs, state = oldInputs, news, ignoreChanges = [] } = given;
            const request = new pb.DiffRequest()
                .setId("thing-a")
                .setUrn(urn)
                .setOldInputs(struct(oldInputs))
                .setOlds(struct(state))
                .setNews(struct(news))
                .setIgnorechangesList(ignoreChanges);
            return (await send(client, service.diff, request)).toObject();
        },
        async create(inputs: Json, { preview = false, timeout = 0 } = {}) {
            const request = new pb.CreateRequest()
                .setUrn(urn)
                .setProperties(struct(inputs))
                .setPreview(preview)
                .setTimeout(timeout);
            const response = await send(client, service.create, request);
            return { id: response.getId(), state: response.getProperties()?.toJavaScript() };
        },
        async update(given: { oldInputs: Json; state: Json; news: Json; preview?: boolean }) {
            const request = new pb.UpdateRequest()
                .setId("thing-a")
                .setUrn(urn)
                .setOldInputs(struct(given.oldInputs))
                .setOlds(struct(given.state))
                .setNews(struct(given.news))
                .setPreview(given.preview ?? false);
            return (await send(client, service.update, request)).getProperties()?.toJavaScript();
        },
        async read(id: string, known?: { inputs: Json; state: Json }) {
            const request = new pb.ReadRequest().setId(id).setUrn(urn);
            if (known) request.setInputs(struct(known.inputs)).setProperties(struct(known.state));
            const response = await send(client, service.read, request);
            return {
                id: response.getId(),
                inputs: response.getInputs()?.toJavaScript(),
                state: response.getProperties()?.toJavaScript(),
            };
        },
        delete: (state: Json) =>
            send(
                client,
                service.delete,
                new pb.DeleteRequest()
                    .setId("thing-a")
                    .setUrn(urn)
                    .setProperties(struct(state))
                    .setOldInputs(struct(state)),
            ),
        async invoke(args: Json) {
            const request = new pb.InvokeRequest().setTok("fixture:index:measure").setArgs(struct(args));
            const response = await send(client, service.invoke, request);
            return { result: response.getReturn()?.toJavaScript(), failures: failuresOf(response) };
        },
    };
}

function failuresOf(response: { getFailuresList(): pb.CheckFailure[] }): Record<string, string> {
    return Object.fromEntries(
        response.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]),
    );
}

function takeApart({ code, details, metadata }: ServiceError): CallError {
    const [binary] = (metadata as Metadata | undefined)?.get("grpc-status-details-bin") ?? [];
    const parts = binary ? Status.deserializeBinary(binary as Buffer).getDetailsList() : [];
    const found = parts.map((part): Partial<CallError> => {
        const bytes = part.getValue_asU8();
        switch (part.getTypeUrl()) {
            case "type.googleapis.com/pulumirpc.ErrorResourceInitFailed": {
                const failed = pb.ErrorResourceInitFailed.deserializeBinary(bytes);
                return {
                    initFailed: {
                        ...failed.toObject(),
                        properties: failed.getProperties()?.toJavaScript() ?? {},
                        inputs: failed.getInputs()?.toJavaScript(),
                    } as unknown as CallError["initFailed"],
                };
            }
            case "type.googleapis.com/pulumirpc.InputPropertiesError":
                return { inputErrors: InputPropertiesError.deserializeBinary(bytes).toObject().errorsList };
            case "type.googleapis.com/pulumirpc.ConfigureErrorMissingKeys":
                return {
                    missingKeys:
                        pb.ConfigureErrorMissingKeys.deserializeBinary(bytes).toObject().missingkeysList,
                };
            default:
                throw new Error(`the error holds ${part.getTypeUrl()}, which the engine does not know`);
        }
    });
    return Object.assign({ code, message: details }, ...found) as CallError;
}
