import { readerOf, type Chunks, type Reader } from "./chunks";

const blockBytes = 512;

export interface TarEntry {
    /** Without `./` in front. */
    readonly path: string;
    readonly bytes: Buffer;
    /** Where a symbolic link leads. */
    readonly link?: string;
}

/** The files and symbolic links of a tar that are wanted. Other entries' contents are not kept in memory. */
export async function* tarEntries(
    chunks: Chunks,
    isWanted: (path: string) => boolean,
): AsyncGenerator<TarEntry> {
    const reader = readerOf(chunks);
    try {
        yield* entriesIn(reader, isWanted);
    } finally {
        // What follows the end of a tar is not read: a decompressor would wait for its reader for ever.
        await reader.close();
    }
}

async function* entriesIn(reader: Reader, isWanted: (path: string) => boolean): AsyncGenerator<TarEntry> {
    let long: Partial<Record<"path" | "link", string>> = {};
    for (;;) {
        const header = await reader.take(blockBytes);
        if (header.length < blockBytes || header.every((byte) => byte === 0)) return;
        const size = numberAt(header, 124);
        const type = String.fromCharCode(header[156] ?? 0);
        if (type === "L" || type === "K") {
            const text = textOf(await contents(reader, size));
            long = { ...long, [type === "L" ? "path" : "link"]: text };
            continue;
        }
        const path = (long.path ?? pathOf(header)).replace(/^\.\//, "");
        const link = long.link ?? textOf(header.subarray(157, 257));
        long = {};
        if (type === "2") {
            if (isWanted(path)) yield { path, bytes: Buffer.alloc(0), link };
        } else if ((type === "0" || type === "\0") && isWanted(path)) {
            yield { path, bytes: await contents(reader, size) };
        } else {
            await reader.skip(padded(size));
        }
    }
}

async function contents(reader: Reader, size: number): Promise<Buffer> {
    const bytes = await reader.take(padded(size));
    if (bytes.length < padded(size)) throw new Error("the tar is cut off");
    return bytes.subarray(0, size);
}

const padded = (size: number): number => Math.ceil(size / blockBytes) * blockBytes;

const textOf = (bytes: Buffer): string => bytes.toString("utf8").replace(/\0.*$/s, "");

/** POSIX puts the beginning of a long path into a field of its own; GNU tar has other things there. */
function pathOf(header: Buffer): string {
    const name = textOf(header.subarray(0, 100));
    const isPosix = header.toString("latin1", 257, 263) === "ustar\0";
    const prefix = isPosix ? textOf(header.subarray(345, 500)) : "";
    return prefix === "" ? name : `${prefix}/${name}`;
}

function numberAt(header: Buffer, at: number): number {
    return Number.parseInt(header.toString("latin1", at, at + 12).trim(), 8) || 0;
}
