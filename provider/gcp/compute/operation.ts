import type { Client } from "../http/client";
import type { Operation } from "./types";

/** An operation of GCE that ended with errors. */
export class OperationFailed extends Error {
    override readonly name = "OperationFailed";

    constructor(
        readonly operation: Operation,
        readonly code: string,
        message: string,
    ) {
        super(message);
    }
}

export interface Waiting {
    readonly client: Client;
    /** Of the project: `…/compute/v1/projects/P`. */
    readonly base: string;
    readonly waitMs: number;
    readonly onProgress?: (percent: number) => void;
}

/** Waits for as long as the operation takes: the server holds each request until it is done, for two minutes at most. */
export async function finished(
    { client, base, waitMs, onProgress }: Waiting,
    started: Operation,
): Promise<Operation> {
    let operation = started;
    while (operation.status !== "DONE") {
        onProgress?.(operation.progress ?? 0);
        const { body } = await client.request({
            method: "POST",
            url: `${base}/global/operations/${operation.name}/wait`,
            timeoutMs: waitMs,
        });
        operation = body as Operation;
    }
    const failure = failureOf(operation);
    if (failure) throw failure;
    return operation;
}

function failureOf(operation: Operation): OperationFailed | undefined {
    const errors = operation.error?.errors ?? [];
    if (errors.length > 0) {
        const messages = errors.map(({ code, message }) => message ?? code);
        return new OperationFailed(operation, errors[0]?.code ?? "", messages.join("\n"));
    }
    const { httpErrorStatusCode: status, httpErrorMessage } = operation;
    return status === undefined
        ? undefined
        : new OperationFailed(operation, String(status), httpErrorMessage ?? `HTTP status ${status}`);
}
