import type { handleUnaryCall } from "@grpc/grpc-js";
import { find } from "../call/find";
import { operate, type Context, type Operation } from "../call/operation";
import type { ResourceDefinition } from "../resource";
import type { Runtime } from "../runtime";
import { unary } from "./unary";

/** What all requests about a resource say. */
interface About {
    getUrn(): string;
    /** Empty from an engine that does not send it by itself. */
    getType(): string;
    /** In seconds. Check and Diff have none. */
    getTimeout?(): number;
}

/** What was read from a request, and what is to be done with it. */
export interface Task<Response> extends Pick<Operation, "values"> {
    readonly run: <Settings>(
        definition: ResourceDefinition<Settings>,
        context: Context<Settings>,
    ) => Promise<Response>;
}

/** Makes a gRPC method of an operation on a resource. */
export function resourceMethod<Settings, Request extends About, Response>(
    runtime: Runtime<Settings>,
    action: string,
    taskOf: (request: Request) => Task<Response>,
): handleUnaryCall<Request, Response> {
    return unary(runtime, (request, { onAbandoned }) => {
        const urn = request.getUrn();
        const definition = find(runtime.definition.resources, request.getType() || typeOf(urn));
        const { values, run } = taskOf(request);
        const operation = { action, urn, timeoutSeconds: request.getTimeout?.(), values, onAbandoned };
        return operate(runtime, operation, (context) => run(definition, context));
    });
}

/** `urn:pulumi:stack::project::parent$type::name` */
function typeOf(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
