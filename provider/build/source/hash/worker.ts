import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { hashFile } from "./file";

/** What a worker answers to a list of paths: their digests, or why one of them could not be read. */
export type Answer =
    | { readonly digests: readonly string[] }
    | { readonly failed: string; readonly message: string; readonly code?: string };

/** Large enough that system calls cost little, small enough to stay in the processor's cache. */
export const readSize = 256 * 1024;

// A worker is usually a file of its own. The plugin is a single one, which is also not what runs under the tests,
// so this one is text, around the function that the main thread uses itself.
const program = `
const fs = require("node:fs");
const crypto = require("node:crypto");
const { parentPort } = require("node:worker_threads");
const hashFile = ${hashFile.toString()};
const buffer = Buffer.allocUnsafeSlow(${readSize});
function answer(paths) {
    const digests = [];
    for (const path of paths) {
        try {
            digests.push(hashFile(fs, crypto, path, buffer));
        } catch ({ message, code }) {
            return { failed: path, message, code };
        }
    }
    return { digests };
}
parentPort.on("message", (paths) => parentPort.postMessage(answer(paths)));`;

export function startHashWorker(): Worker {
    return new Worker(program, { eval: true, name: "hash" });
}

export async function askHashWorker(
    worker: Worker,
    paths: readonly string[],
    signal: AbortSignal,
): Promise<Answer> {
    const answered = once(worker, "message", { signal });
    worker.postMessage(paths);
    const [answer] = (await answered) as [Answer];
    return answer;
}
