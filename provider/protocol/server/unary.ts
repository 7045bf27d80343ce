import type { handleUnaryCall } from "@grpc/grpc-js";
import { toStatusError } from "../call/failure";
import type { Operation } from "../call/operation";
import type { Runtime } from "../runtime";
import { secretsOf } from "../secrets/secrets";

/** Whom a method answers, as far as it wants to know. */
export type Abandonment = Pick<Operation, "onAbandoned">;

/** Makes a gRPC method of a function that answers or throws. */
export function unary<Settings, Request, Response>(
    runtime: Runtime<Settings>,
    run: (request: Request, caller: Abandonment) => Promise<Response> | Response,
): handleUnaryCall<Request, Response> {
    return (call, callback) => {
        const onAbandoned = (stop: () => void) => void call.on("cancelled", stop);
        Promise.resolve()
            .then(() => run(call.request, { onAbandoned }))
            .then(
                (response) => {
                    callback(null, response);
                },
                (error: unknown) => {
                    const status = toStatusError(error, {
                        action: call.getPath(),
                        signal: new AbortController().signal,
                        secrets: secretsOf(runtime.configuration?.values ?? {}),
                        provider: runtime.definition,
                    });
                    callback(status.toServiceError());
                },
            );
    };
}
