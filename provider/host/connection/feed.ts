import type { Writable } from "node:stream";
import type { Environment } from "../../process/environment";
import { run } from "../../process/run";
import { UserError } from "../../protocol/errors";
import { beginning, readAnswer } from "./answer";
import type { RunOptions } from "./connection";
import type { Ending } from "./failures/told";
import { render, type Script } from "./script";
import { send } from "./upload";

/** A command that runs `sh -s` somewhere. */
export interface Shell {
    readonly argv: readonly [string, ...string[]];
    readonly cwd: string;
    readonly env: Environment;
    readonly whenMissing?: () => string;
}

export interface Fed extends Ending {
    readonly hasBegun: boolean;
    readonly text: string;
    readonly isTooLong: boolean;
}

type Options = Pick<RunOptions, "signal" | "upload" | "onLine">;

/** Runs a script in a shell, however it ends. Fails as one that is yet to come does. */
export async function feed(
    shell: Shell,
    script: Script | Promise<Script>,
    { signal, upload, onLine }: Options,
): Promise<Fed> {
    const missing = new AbortController();
    let stdin: Writable | undefined;

    const upstream = upload && {
        onSend() {
            if (stdin === undefined) return;
            send(upload, stdin).catch((error: unknown) => {
                missing.abort(
                    new UserError(`${upload.path} cannot be read: ${String(error)}`, { cause: error }),
                );
            });
        },
    };
    const answer = readAnswer({ ...upstream, onLine });
    const { exitCode, stderr, tail } = await run({
        ...shell,
        signal: AbortSignal.any([signal, missing.signal]),
        onOutput: (bytes) => {
            answer.add(bytes);
        },
        input(pipe) {
            stdin = pipe;
            Promise.resolve(script)
                .then((come) =>
                    pipe.write(`echo ${beginning}\n${render(come, { endsWithInput: upload === undefined })}`),
                )
                .catch((error: unknown) => {
                    missing.abort(error);
                });
        },
    });
    answer.end();
    return {
        exitCode,
        // Where no script has begun, all that was printed is about that.
        words: answer.hasBegun() ? stderr : tail.join("\n"),
        hasBegun: answer.hasBegun(),
        text: answer.text(),
        isTooLong: answer.isTooLong() && onLine === undefined,
    };
}
