import { createReadStream } from "node:fs";
import type { Writable } from "node:stream";
import type { RunOptions } from "./connection";

export type Upload = NonNullable<RunOptions["upload"]>;

/** Streams a file and ends the stream. A reader that has seen enough is no failure: the script's status tells. */
export async function send({ path, onBytes }: Upload, stream: Writable): Promise<void> {
    let sent = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
        const bytes = chunk as Buffer;
        if (stream.destroyed) return;
        if (!stream.write(bytes)) await roomIn(stream);
        sent += bytes.length;
        onBytes?.(sent);
    }
    stream.end();
}

function roomIn(stream: Writable): Promise<void> {
    return new Promise((resolve) => {
        const done = (): void => {
            stream.off("drain", done).off("close", done);
            resolve();
        };
        stream.on("drain", done).on("close", done);
    });
}
