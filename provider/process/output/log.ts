import { open } from "node:fs/promises";
import { keepRecent } from "./recent";
import { leftOut } from "./transcript";

/** A log file of bounded size: its beginning and its end. */
export interface Log {
    readonly path: string;
    add(line: string): void;
    /** Writes what was added. Awaited between reads, so that a tool cannot print faster than the disk takes it. */
    flush(): Promise<void>;
    close(): Promise<void>;
}

const limits = { beginning: 32 * 1024 * 1024, end: 512 * 1024 };

export async function openLog(path: string, { beginning, end } = limits): Promise<Log> {
    const file = await open(path, "a", 0o600);
    const recent = keepRecent(end, (line) => line.length + 1);
    let room = beginning;
    let unwritten: string[] = [];
    let writing = Promise.resolve();

    function flush(): Promise<void> {
        const text = unwritten.map((line) => `${line}\n`).join("");
        unwritten = [];
        // A disk that is full fails the build itself, with a better message than its log could.
        if (text) writing = writing.then(() => file.appendFile(text)).catch(() => undefined);
        return writing;
    }

    return {
        path,
        add(line) {
            room -= line.length + 1;
            if (room >= 0) unwritten.push(line);
            else recent.add(line);
        },
        flush,
        async close() {
            if (recent.dropped() > 0) unwritten.push(leftOut(recent.dropped()));
            unwritten.push(...recent.items());
            await flush();
            await file.close();
        },
    };
}
