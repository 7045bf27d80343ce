import { createHash } from "node:crypto";
import type { Note } from "../elf/note";

/** NT_GNU_BUILD_ID */
const buildIdType = 3;

/**
 * The linker's build id is a hash of the whole file with its debug information, and so of the folder it was built in.
 * What is stripped gets one of its own contents instead.
 */
export function renewBuildId(bytes: Buffer, notes: readonly Note[]): Buffer {
    const ids = notes.filter(({ owner, type }) => owner === "GNU" && type === buildIdType);
    if (ids.length === 0) return bytes;
    const renewed = Buffer.from(bytes);
    for (const { offset, descriptor } of ids) renewed.fill(0, offset, offset + descriptor.length);
    const id = createHash("sha256").update(renewed).digest();
    for (const { offset, descriptor } of ids) id.copy(renewed, offset, 0, descriptor.length);
    return renewed;
}
