import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Code, StatusError } from "../call/status";
import type { Runtime } from "../runtime";
import { unary } from "./unary";

type Methods = Pick<
    IResourceProviderServer,
    "parameterize" | "call" | "construct" | "list" | "getMapping" | "getMappings"
>;

/** The calls for what this kind of provider does not have. */
export function unimplementedMethods<Settings>(runtime: Runtime<Settings>): Methods {
    const { name } = runtime.definition;
    const refuse = <Request, Response>(what: string) =>
        unary<Settings, Request, Response>(runtime, () => {
            throw new StatusError(Code.UNIMPLEMENTED, `The ${name} provider ${what}.`);
        });
    return {
        parameterize: refuse("takes no parameters"),
        call: refuse("has no methods"),
        construct: refuse("has no components of its own; those of its SDK run in the program"),
        getMapping: refuse("was not made from another one"),
        getMappings: refuse("was not made from another one"),
        list: (stream) => {
            const error = new StatusError(
                Code.UNIMPLEMENTED,
                `The ${name} provider cannot list its resources.`,
            );
            stream.emit("error", error.toServiceError());
        },
    };
}
