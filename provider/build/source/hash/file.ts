import type * as crypto from "node:crypto";
import type * as fs from "node:fs";

/** The buffer to read with: large enough for few system calls, small enough to stay in the processor's cache. */
export const readSize = 256 * 1024;

/**
 * The SHA-256 of a file's bytes, read in pieces as large as `buffer`. It takes all it uses as arguments, and has no
 * functions of its own, because its text is also what a hashing worker runs.
 */
/* istanbul ignore next: a coverage counter would not exist in the worker */
export function hashFile(
    { openSync, readSync, closeSync, constants }: typeof fs,
    { createHash }: typeof crypto,
    path: string,
    buffer: Buffer,
): string {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
        const hash = createHash("sha256");
        let length = readSync(file, buffer, 0, buffer.length, null);
        while (length > 0) {
            hash.update(length === buffer.length ? buffer : buffer.subarray(0, length));
            length = readSync(file, buffer, 0, buffer.length, null);
        }
        return hash.digest("hex");
    } finally {
        closeSync(file);
    }
}
