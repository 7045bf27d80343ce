import { open, type FileHandle } from "node:fs/promises";
import { keepRecent } from "../../process/output/recent";
import { readLines } from "../../process/output/lines";
import type { InstanceFolder } from "./folder";

const blockBytes = 64 * 1024;

/** A console without line ends is not read whole for its last lines. */
const furthestBytes = 4 * 1024 * 1024;

/** The last lines of the console, without terminal escapes, oldest first. */
export async function consoleTail(folder: InstanceFolder, count: number): Promise<string[]> {
    const latest = await lastLines(folder.console, count);
    if (latest.length >= count) return latest;
    return [...(await lastLines(folder.previousConsole, count - latest.length)), ...latest];
}

async function lastLines(path: string, count: number): Promise<string[]> {
    const file = await openIfPresent(path);
    if (file === undefined) return [];
    try {
        return linesIn(await readEnd(file, count), count);
    } finally {
        await file.close();
    }
}

export async function openIfPresent(path: string): Promise<FileHandle | undefined> {
    return open(path).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
    });
}

/** The end of a file, with at least so many line ends in it, or all of it. */
async function readEnd(file: FileHandle, lineEnds: number): Promise<Buffer> {
    const { size } = await file.stat();
    const blocks: Buffer[] = [];
    let found = 0;
    let start = size;
    while (start > 0 && found <= lineEnds && size - start < furthestBytes) {
        const length = Math.min(blockBytes, start);
        start -= length;
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
        const block = buffer.subarray(0, bytesRead);
        found += block.filter((byte) => byte === newline).length;
        blocks.unshift(block);
    }
    return Buffer.concat(blocks);
}

const newline = 0x0a;

/** As a terminal would show them. */
export function linesIn(bytes: Buffer, count: number): string[] {
    const recent = keepRecent(count);
    const reader = readLines(
        {
            line: (text) => {
                recent.add(text);
            },
            overwritten: () => undefined,
        },
        (text) => text,
    );
    reader.write(bytes);
    reader.end();
    return [...recent.items()];
}
