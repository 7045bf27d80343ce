import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
    CheckResponse,
    ConfigureResponse,
    GetSchemaResponse,
    ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { decodeObject } from "../codec/decode";
import { encodeObject } from "../codec/encode";
import { checkConfig, configure, fromVariables } from "../config/config";
import { compare } from "../diff/compare";
import { toPropertyChange } from "../diff/diff";
import { toDiffResponse } from "../diff/response";
import type { Runtime } from "../runtime";
import { packageSchema } from "../schema/package";
import { toFailures } from "./failures";
import { unary } from "./unary";

type Methods = Pick<
    IResourceProviderServer,
    | "handshake"
    | "attach"
    | "getPluginInfo"
    | "getSchema"
    | "checkConfig"
    | "diffConfig"
    | "configure"
    | "cancel"
>;

/** The calls that concern the provider as a whole. */
export function providerMethods<Settings>(runtime: Runtime<Settings>): Methods {
    const { definition, engine, calls } = runtime;
    return {
        handshake: unary(runtime, (request) => {
            engine.attach(request.getEngineAddress());
            return new ProviderHandshakeResponse()
                .setAcceptSecrets(true)
                .setAcceptResources(true)
                .setAcceptOutputs(true)
                .setSupportsAutonamingConfiguration(true);
        }),
        attach: unary(runtime, (request) => {
            engine.attach(request.getAddress());
            return new Empty();
        }),
        getPluginInfo: unary(runtime, () => new PluginInfo().setVersion(definition.version)),
        getSchema: unary(runtime, () =>
            new GetSchemaResponse().setSchema(JSON.stringify(packageSchema(definition))),
        ),
        checkConfig: unary(runtime, (request) => {
            const { inputs, failures } = checkConfig(definition, decodeObject(request.getNews()));
            return new CheckResponse().setInputs(encodeObject(inputs)).setFailuresList(toFailures(failures));
        }),
        // Another store or limit is no reason to replace what has been made.
        diffConfig: unary(runtime, (request) => {
            const changes = compare(decodeObject(request.getOldInputs()), decodeObject(request.getNews()));
            return toDiffResponse(changes.map((change) => toPropertyChange(change)));
        }),
        configure: unary(runtime, (request) => {
            const args = request.getArgs();
            const given = args ? decodeObject(args) : fromVariables(request.getVariablesMap().entries());
            runtime.configuration = configure(definition, given);
            return new ConfigureResponse()
                .setAcceptsecrets(true)
                .setAcceptresources(true)
                .setAcceptoutputs(true)
                .setSupportspreview(true)
                .setSupportsAutonamingConfiguration(true);
        }),
        cancel: unary(runtime, () => {
            calls.stopAll();
            return new Empty();
        }),
    };
}
