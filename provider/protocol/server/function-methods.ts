import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { find } from "../call/find";
import { operate } from "../call/operation";
import { decodeObject } from "../codec/decode";
import { encodeObject } from "../codec/encode";
import { invoke } from "../lifecycle/invoke";
import type { Runtime } from "../runtime";
import { toFailures } from "./failures";
import { unary } from "./unary";

/** The calls of functions. */
export function functionMethods<Settings>(
    runtime: Runtime<Settings>,
): Pick<IResourceProviderServer, "invoke"> {
    return {
        invoke: unary(runtime, async (request, { onAbandoned }) => {
            const definition = find(runtime.definition.functions, request.getTok());
            const given = decodeObject(request.getArgs());
            const operation = { action: request.getTok(), urn: "", values: [given], onAbandoned };
            const { result, failures } = await operate(runtime, operation, (context) =>
                invoke(definition, context, given),
            );
            return new InvokeResponse()
                .setReturn(result && encodeObject(result))
                .setFailuresList(toFailures(failures));
        }),
    };
}
