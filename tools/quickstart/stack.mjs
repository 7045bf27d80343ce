import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { shown } from "../setup/shown.mjs";
import { environment } from "../setup/environment.mjs";
import { Failure } from "../setup/failure.mjs";
import { quickstartNeeds } from "../setup/needs.mjs";
import { paths, root } from "../setup/paths.mjs";
import { shareCargoConfiguration } from "../setup/rust.mjs";
import { setUp } from "../setup/setup.mjs";

const stack = "dev";

/**
 * The quickstart's stack, driven by the real CLI in a backend of its own.
 *
 * @typedef {object} Stack
 * @property {(...argv: [string, ...string[]]) => Promise<number>} show runs Pulumi on the user's terminal
 * @property {(...argv: [string, ...string[]]) => Promise<string>} ask answers what Pulumi printed
 * @property {() => Promise<boolean>} exists
 * @property {() => Promise<Record<string, unknown>>} outputs
 */

/** @returns {Promise<Stack>} */
export async function openStack() {
    await setUp(quickstartNeeds);
    await shareCargoConfiguration();
    await mkdir(paths.state, { recursive: true });
    const env = {
        ...(await environment()),
        // The program's types are checked by `npm test`; here they would cost seconds.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        NODE_NO_WARNINGS: "1",
    };
    /** @type {Stack["ask"]} */
    const ask = (...argv) => asked([...argv, "--non-interactive", "--color=never"], env);
    return {
        show: (...argv) =>
            shown(["pulumi", ...argv, "--stack", stack, "--suppress-outputs", "--suppress-permalink=true"], {
                env,
            }),
        ask,
        exists: async () => {
            const stacks = JSON.parse(await ask("stack", "ls", "--json"));
            return stacks.some((/** @type {{ name: string }} */ { name }) => name.replace("*", "") === stack);
        },
        outputs: async () => JSON.parse(await ask("stack", "output", "--json", "--stack", stack)),
    };
}

/** @param {Stack} stack */
export const select = ({ ask }) => ask("stack", "select", "--create", "dev");

/**
 * @param {readonly string[]} argv
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>}
 */
function asked(argv, env) {
    return new Promise((resolve, reject) => {
        execFile("pulumi", argv, { cwd: root, env }, (error, stdout, stderr) => {
            if (error === null) resolve(stdout);
            else reject(new Failure(`pulumi ${argv.join(" ")} failed:\n${stderr.trim()}`));
        });
    });
}
