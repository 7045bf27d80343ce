import type { FileHandle } from "node:fs/promises";
import { readLines } from "../../process/output/lines";
import { openIfPresent } from "./console";

export interface Follower {
    /** Reads what has been written since. */
    read(): Promise<void>;
}

const blockBytes = 64 * 1024;

/** Reads a console as it grows, from an offset on, and tells its lines. */
export function followConsole(path: string, offset: number, onLine: (line: string) => void): Follower {
    const reader = readLines({ line: onLine, overwritten: () => undefined }, (text) => text);
    let position = offset;

    async function drain(file: FileHandle): Promise<void> {
        const { size } = await file.stat();
        // It was truncated, which happens when it has grown too large.
        if (size < position) position = 0;
        while (position < size) {
            const { buffer, bytesRead } = await file.read(Buffer.alloc(blockBytes), 0, blockBytes, position);
            if (bytesRead === 0) return;
            position += bytesRead;
            reader.write(buffer.subarray(0, bytesRead));
        }
    }

    return {
        async read() {
            const file = await openIfPresent(path);
            if (file === undefined) return;
            await drain(file).finally(() => file.close());
        },
    };
}
