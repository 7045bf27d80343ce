import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import { writeFileAtomic } from "../../artifact/atomic";

/*
 * Files of the provider's own that may be lost but not wrong: each starts with a digest of the rest and of the name
 * of its format, so that one that is damaged, or of another version, is as good as none.
 */

const digestSize = 32;

export async function writeSealed(file: string, format: string, content: unknown): Promise<void> {
    const body = serialize(content);
    await writeFileAtomic(file, Buffer.concat([seal(format, body), body]));
}

/** Nothing when there is no such file, or none to be trusted. */
export function readSealed(file: string, format: string): unknown {
    try {
        const bytes = readFileSync(file);
        const body = bytes.subarray(digestSize);
        return seal(format, body).equals(bytes.subarray(0, digestSize)) ? deserialize(body) : undefined;
    } catch {
        return undefined;
    }
}

function seal(format: string, body: Buffer): Buffer {
    return createHash("sha256").update(`${format}\n`).update(body).digest();
}
