import { open } from "node:fs/promises";
import { hexOf } from "../../../../artifact/digest";
import { hashFile } from "../../../../artifact/hash";
import { UserError } from "../../../../protocol/errors";
import type { Content } from "../scripts/make";
import { sizeText } from "../size";

/** What a volume is to hold at first. */
export async function contentOf(
    source: string,
    { bytes, signal }: { readonly bytes?: number; readonly signal: AbortSignal },
): Promise<Content> {
    const file = await open(source).catch((error: unknown) => {
        throw new UserError(unreadable(source, error), { property: "source", cause: error });
    });
    try {
        const { size: length } = await file.stat();
        if (bytes !== undefined && length > bytes)
            throw new UserError(tooLarge(source, length, bytes), { property: "source" });
        return { sha256: hexOf(await hashFile(file, signal)), length };
    } finally {
        await file.close();
    }
}

export function unreadable(source: string, error: unknown): string {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT"
        ? `there is no file ${source}`
        : `${source} cannot be read: ${code ?? String(error)}`;
}

export function tooLarge(source: string, length: number, bytes: number): string {
    return `${source} holds ${sizeText(length)}, which do not fit into ${sizeText(bytes)}; give a larger \`size\`, or none`;
}
