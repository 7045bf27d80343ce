import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { HashFailure } from "./failure";
import { hashFile, readSize } from "./file";
import type { Hashed } from "./files";
import { claim, type Queue } from "./queue";

/** What a worker answers when its queues are empty, or a file cannot be read. */
type Answer =
    | { readonly hashed: Hashed[] }
    | { readonly failed: string; readonly message: string; readonly code?: string };

// A worker is usually a file of its own. The plugin is a single one, which is also not what runs under the tests,
// so this one is text, around functions that the main thread uses itself.
const program = `
const fs = require("node:fs");
const crypto = require("node:crypto");
const { parentPort, workerData: queues } = require("node:worker_threads");
const claim = ${claim.toString()};
const hashFile = ${hashFile.toString()};
const buffer = Buffer.allocUnsafeSlow(${readSize});
const hashed = [];
let path;
try {
    for (const queue of queues) {
        for (let batch = claim(queue); batch !== undefined; batch = claim(queue)) {
            const digests = [];
            for (path of batch.paths) digests.push(hashFile(fs, crypto, path, buffer));
            hashed.push({ first: batch.first, digests });
        }
    }
    parentPort.postMessage({ hashed });
} catch ({ message, code }) {
    parentPort.postMessage({ failed: path, message, code });
}`;

/** Hashes in a thread of its own, one queue after the other. */
export async function hashInWorker(queues: readonly Queue[], signal: AbortSignal): Promise<Hashed[]> {
    const worker = new Worker(program, { eval: true, name: "hash", workerData: queues });
    try {
        const [answer] = (await once(worker, "message", { signal })) as [Answer];
        if ("hashed" in answer) return answer.hashed;
        const { failed, message, code } = answer;
        throw new HashFailure(failed, Object.assign(new Error(message), { code }));
    } finally {
        void worker.terminate();
    }
}
