import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { digestOf } from "../../artifact/digest";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { DiskOutputs } from "../disk";

/** Whether a disk's file is there, and is what was made. */
export async function isWhole(
    { signal }: Call<Settings>,
    { file, bytes, digest }: DiskOutputs,
): Promise<boolean> {
    const status = await stat(file).catch(() => undefined);
    if (status?.size !== bytes) return false;
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(file, { signal, highWaterMark: 2 ** 20 })) {
        hash.update(chunk as Buffer);
    }
    return digestOf(hash.digest("hex")) === digest;
}

/** Removes a disk's file, unless somebody has made another one of it. */
export async function removeFile(call: Call<Settings>, outputs: DiskOutputs): Promise<void> {
    const status = await stat(outputs.file).catch(() => undefined);
    if (status === undefined) return;
    if (await isWhole(call, outputs)) {
        await rm(outputs.file, { force: true });
    } else {
        call.progress.note(`${outputs.file} was changed since it was made, and is left as it is.`, "warning");
    }
}
