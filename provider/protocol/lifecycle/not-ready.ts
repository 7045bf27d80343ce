import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Code, StatusError } from "../call/status";
import { encodeObject } from "../codec/encode";
import { wellFormed } from "../codec/text";
import type { ObjectValue } from "../codec/value";
import { NotReady } from "../errors";
import type { Secrets } from "../secrets/secrets";

type Values = Readonly<Record<string, unknown>>;

/** Runs what makes or changes a resource. When that leaves it not ready, the engine is told its state and why. */
export async function orNotReady<Result>(
    run: () => Promise<Result>,
    secrets: Secrets,
    toState: (
        outputs: Values,
        inputs?: Values,
    ) => { readonly state: ObjectValue; readonly inputs?: ObjectValue },
): Promise<Result> {
    try {
        return await run();
    } catch (error) {
        if (!isNotReady(error)) throw error;
        const { id, outputs, inputs: found } = error.state;
        const { state, inputs } = toState(outputs, found);
        const reasons = error.reasons.map((reason) => wellFormed(secrets.redact(reason)));
        const message = new ErrorResourceInitFailed()
            .setId(id)
            .setProperties(encodeObject(state))
            .setReasonsList(reasons)
            .setInputs(inputs && encodeObject(inputs));
        throw new StatusError(Code.FAILED_PRECONDITION, reasons.join("\n"), [
            { type: "pulumirpc.ErrorResourceInitFailed", message },
        ]);
    }
}

// `instanceof` leaves the type of the outputs open.
function isNotReady(error: unknown): error is NotReady<Values> {
    return error instanceof NotReady;
}
