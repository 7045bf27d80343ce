import { spawn } from "node:child_process";
import { ended } from "./children.mjs";
import { root } from "./paths.mjs";

/**
 * Runs a command on the user's terminal.
 *
 * @param {readonly [string, ...string[]]} argv
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code
 */
export function shown([command, ...argv], { env = process.env } = {}) {
    const onTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
    return ended(onTerminal ? "foreground" : "program", () =>
        spawn(command, argv, {
            cwd: root,
            env,
            detached: !onTerminal,
            stdio: [onTerminal ? "inherit" : "ignore", "inherit", "inherit"],
        }),
    );
}
