import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ended } from "./children.mjs";
import { startExcerpt } from "./excerpt.mjs";
import { Failure } from "./failure.mjs";
import { paths, root } from "./paths.mjs";

/**
 * Runs a command of the set-up, its output in a log, of which a failure shows an excerpt.
 *
 * @param {string} name of the log
 * @param {readonly [string, ...string[]]} argv
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, gentle?: boolean }} [options]
 *     gentle: only the command itself is told to stop, as package managers want it
 * @returns {Promise<void>}
 */
export async function logged(
    name,
    [command, ...argv],
    { cwd = root, env = process.env, onLine, gentle = false } = {},
) {
    mkdirSync(paths.logs, { recursive: true });
    const logPath = join(paths.logs, `${name}.log`);
    const log = openSync(logPath, "w");
    const excerpt = startExcerpt();
    try {
        const code = await ended(gentle ? "gentle" : "group", () => {
            const child = spawn(command, argv, {
                cwd,
                env,
                detached: true,
                stdio: ["ignore", "pipe", "pipe"],
            });
            for (const stream of [child.stdout, child.stderr]) {
                createInterface({ input: stream }).on("line", (line) => {
                    writeSync(log, `${line}\n`);
                    excerpt.add(line);
                    onLine?.(line);
                });
            }
            return child;
        });
        if (code === 0) return;
        const title = `${[command, ...argv].join(" ")} failed (${code}):`;
        throw new Failure([title, ...excerpt.lines(), `Whole log: ${logPath}`].join("\n    "));
    } finally {
        closeSync(log);
    }
}
