import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { wellFormed } from "../codec/text";
import { InvalidInputs, UserError, withLog, type Failure } from "../errors";
import type { ProviderDefinition } from "../resource";
import type { Secrets } from "../secrets/secrets";
import { Stopped } from "./calls";
import { Code, StatusError, type Detail } from "./status";

interface Circumstances {
    readonly action: string;
    readonly signal: AbortSignal;
    readonly secrets: Secrets;
    readonly provider: Pick<ProviderDefinition<never>, "name" | "version" | "repository">;
}

/** What the engine is told about something that was thrown. */
export function toStatusError(error: unknown, circumstances: Circumstances): StatusError {
    if (error instanceof StatusError) return error;
    const { signal, secrets } = circumstances;
    if (signal.aborted) return stopped(signal.reason, error, secrets);
    if (error instanceof InvalidInputs) return invalid(error, secrets);
    if (error instanceof UserError) {
        const details = error.property
            ? [inputDetail([{ property: error.property, reason: withLog(error) }], secrets)]
            : [];
        return new StatusError(Code.FAILED_PRECONDITION, secrets.redact(describe(error)), details);
    }
    if (isSystemError(error)) return new StatusError(Code.FAILED_PRECONDITION, secrets.redact(error.message));
    return bug(error, circumstances);
}

function stopped(reason: unknown, error: unknown, secrets: Secrets): StatusError {
    const timedOut = reason instanceof Stopped && reason.cause === "timeout";
    const why = reason instanceof Error ? reason.message : "The operation was cancelled.";
    const consequence = error === reason || isAbortError(error) ? [] : [describe(error)];
    return new StatusError(
        timedOut ? Code.DEADLINE_EXCEEDED : Code.CANCELLED,
        secrets.redact([why, ...consequence].join("\n")),
    );
}

function invalid(error: InvalidInputs, secrets: Secrets): StatusError {
    return new StatusError(Code.INVALID_ARGUMENT, secrets.redact(error.message), [
        inputDetail(error.failures, secrets),
    ]);
}

/** Nobody knows what a bug has left behind, and INTERNAL tells the engine so. */
function bug(error: unknown, { action, secrets, provider }: Circumstances): StatusError {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const excerpt = trace.split("\n").slice(0, 8).join("\n");
    return new StatusError(
        Code.INTERNAL,
        secrets.redact(
            `This is a bug in the ${provider.name} provider ${provider.version}, not in your program. ` +
                `Please report it at ${provider.repository}/issues with what follows and what you did.\n` +
                `${action}: ${excerpt}`,
        ),
    );
}

function inputDetail(failures: readonly Failure[], secrets: Secrets): Detail {
    const message = new InputPropertiesError();
    for (const { property, reason } of failures) {
        const entry = new InputPropertiesError.PropertyError();
        entry.setPropertyPath(wellFormed(property)).setReason(wellFormed(secrets.redact(reason)));
        message.addErrors(entry);
    }
    return { type: "pulumirpc.InputPropertiesError", message };
}

function describe(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    if (!(error instanceof UserError)) return error.message;
    return `${error.property ? `${error.property}: ` : ""}${withLog(error)}`;
}

function isAbortError(error: unknown): boolean {
    return error instanceof Error && error.name === "AbortError";
}

/** The operating system's refusals, such as a full disk, are nobody's bug. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
    return error instanceof Error && "errno" in error && "syscall" in error;
}
