import type { Readable } from "node:stream";
import { readLines } from "./output/lines";
import { keepRecent } from "./output/recent";
import { keepTranscript } from "./output/transcript";
import type { Command, CommandResult } from "./run";

export interface Collector {
    /** Everything printed. To be asked for when the command's process group is gone. */
    finish(): Promise<Pick<CommandResult, "tail" | "stdout" | "stderr">>;
}

const tailLines = 200;

/** A process that left the group, as daemons do, may hold the pipe open for ever. */
const strayPatienceMs = 1_000;

/** Reads what a command prints into its log and its status, and keeps what fits into memory. */
export function collect(streams: Record<"stdout" | "stderr", Readable>, command: Output): Collector {
    const tail = keepRecent(tailLines);
    const transcripts = { stdout: keepTranscript(), stderr: keepTranscript() };

    async function read(name: "stdout" | "stderr"): Promise<void> {
        const reader = readLines(
            {
                line(shown, read) {
                    transcripts[name].add(read);
                    tail.add(shown);
                    command.log?.add(shown);
                    command.onLine?.(shown);
                },
                overwritten: (shown) => command.onLine?.(shown),
            },
            command.redact ?? ((text) => text),
        );
        try {
            for await (const chunk of streams[name]) {
                reader.write(chunk as Buffer);
                if (name === "stdout") command.onOutput?.(chunk as Buffer);
                await command.log?.flush();
            }
        } catch (error) {
            if (!isCutShort(error)) throw error;
        }
        reader.end();
    }

    const reading = Promise.all([read("stdout"), read("stderr")]);
    reading.catch(() => undefined);
    return {
        async finish() {
            const timer = setTimeout(() => {
                streams.stdout.destroy();
                streams.stderr.destroy();
            }, strayPatienceMs);
            await reading.finally(() => {
                clearTimeout(timer);
            });
            return {
                tail: tail.items(),
                stdout: transcripts.stdout.text(),
                stderr: transcripts.stderr.text(),
            };
        },
    };
}

function isCutShort(error: unknown): boolean {
    return (error as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE";
}

type Output = Pick<Command, "redact" | "onLine" | "onOutput" | "log">;
