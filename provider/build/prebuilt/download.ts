import { createHash, type Hash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../protocol/errors";
import { answerTo, type Answer } from "./request";

export interface Download {
    readonly url: URL;
    /** The URL without credentials. */
    readonly shown: string;
    /** A new file to write to. The caller removes it when this throws. */
    readonly to: string;
    readonly signal: AbortSignal;
    /** Bytes so far, and of how many where the server tells. */
    readonly onProgress: (received: number, total: number | undefined) => void;
    /** Before each further attempt, in milliseconds. */
    readonly backoffMs?: readonly number[];
}

interface Progress {
    file: FileHandle;
    hash: Hash;
    received: number;
    /** What identifies the version that was begun, so that another one is never appended to it. */
    validator?: string;
}

/** Doubling, so that a server that restarts is not given up on. */
const defaultBackoffMs = [250, 500, 1_000, 2_000, 4_000];

/** Writes what is behind a URL to a file and answers its SHA-256. A broken connection is resumed where it broke. */
export async function download(request: Download): Promise<{ sha256: string; size: number }> {
    const progress: Progress = {
        file: await open(request.to, "ax"),
        hash: createHash("sha256"),
        received: 0,
    };
    try {
        const { backoffMs = defaultBackoffMs } = request;
        for (let attempt = 0; ; attempt++) {
            const failure = await receive(request, progress);
            if (failure === undefined)
                return { sha256: progress.hash.digest("hex"), size: progress.received };
            const wait = backoffMs[attempt];
            if (wait === undefined) throw gaveUp(request, attempt + 1, failure);
            await pause(wait, undefined, { signal: request.signal });
        }
    } finally {
        await progress.file.close();
    }
}

/** What went wrong on the way, when it may go better the next time. */
async function receive(request: Download, progress: Progress): Promise<string | undefined> {
    const answer = await answerTo(request, progress.received, progress.validator);
    if (answer.kind === "retry") return answer.reason;
    if (answer.from === 0 && progress.received > 0) await startOver(progress);
    progress.validator = answer.validator;
    try {
        for await (const chunk of answer.body) {
            await progress.file.appendFile(chunk);
            progress.hash.update(chunk);
            progress.received += chunk.length;
            request.onProgress(progress.received, answer.total);
        }
    } catch (error) {
        request.signal.throwIfAborted();
        if (isLocal(error)) throw error;
        return `the connection broke after ${progress.received} bytes`;
    }
    return shortOf(answer, progress.received);
}

function shortOf({ total }: Extract<Answer, { kind: "body" }>, received: number): string | undefined {
    return total === undefined || received === total ? undefined : `${received} of ${total} bytes came`;
}

/** A full disk does not get better by asking the server again. */
const isLocal = (error: unknown): boolean => (error as NodeJS.ErrnoException).syscall === "write";

async function startOver(progress: Progress): Promise<void> {
    await progress.file.truncate(0);
    progress.hash = createHash("sha256");
    progress.received = 0;
}

function gaveUp({ shown }: Download, attempts: number, reason: string): UserError {
    return new UserError(
        `${shown} could not be downloaded: ${reason}, in the last of ${attempts} attempts. ` +
            "Run `pulumi up` again when the server can be reached.",
        { property: "url" },
    );
}
