import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "../../protocol/errors";
import type { ImageInputs } from "../image";

type LockFile = NonNullable<ImageInputs["lock"]>;

export async function readLock({ file }: LockFile): Promise<string> {
    try {
        return await readFile(resolve(file), "utf8");
    } catch (error) {
        const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
        const reason = missing ? "there is no such file" : (error as Error).message;
        throw new UserError(
            `${file} cannot be read: ${reason}. It is looked for relative to the Pulumi project.`,
            { property: "lock.file", cause: error },
        );
    }
}

/** A lock file with the contents that a check saw: those are the ones that the state has the digest of. */
export async function readCheckedLock(lock: LockFile): Promise<string> {
    const text = await readLock(lock);
    const sha256 = sha256Of(text);
    if (lock.sha256 === undefined || lock.sha256 === sha256) return text;
    throw new UserError(
        `${lock.file} changed since it was looked at: its SHA-256 is ${sha256}, not ${lock.sha256}. ` +
            "Nothing was built. Run `pulumi up` again.",
        { property: "lock.file" },
    );
}

export function sha256Of(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}
