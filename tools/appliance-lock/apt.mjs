import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Failure } from "../setup/failure.mjs";

/** @typedef {(program: "apt-get" | "apt-cache", ...argv: string[]) => Promise<string>} Apt */

/**
 * Gives an action the machine's apt for an architecture, with package lists of its own.
 *
 * @template Result
 * @param {string} architecture
 * @param {(apt: Apt) => Promise<Result>} action
 * @returns {Promise<Result>}
 */
export async function withApt(architecture, action) {
    const folder = await mkdtemp(join(tmpdir(), "apt-"));
    const options = [
        ...["Dir::State::status=/dev/null", `Dir::State::lists=${folder}/lists`, `Dir::Cache=${folder}`],
        ...[`APT::Architecture=${architecture}`, `APT::Architectures=${architecture}`],
        "APT::Update::Error-Mode=any",
    ].flatMap((option) => ["-o", option]);
    /** @type {Apt} */
    const apt = (program, ...argv) => execute(program, [...options, ...argv], folder);
    try {
        await mkdir(join(folder, "lists", "partial"), { recursive: true });
        await mkdir(join(folder, "archives", "partial"), { recursive: true });
        await apt("apt-get", "-q", "update");
        return await action(apt);
    } finally {
        await rm(folder, { recursive: true });
    }
}

/**
 * @param {string} program
 * @param {readonly string[]} argv
 * @param {string} cwd
 */
async function execute(program, argv, cwd) {
    try {
        return (await promisify(execFile)(program, argv, { cwd, maxBuffer: 2 ** 26 })).stdout;
    } catch (error) {
        const { code, stderr } = /** @type {{ code?: unknown; stderr?: string }} */ (error);
        if (code === "ENOENT")
            throw new Failure(
                `This machine has no ${program}. Lock on one that has: a Debian, or a container of it.`,
            );
        throw new Failure(`${program} ended with ${String(code)}:\n${stderr?.trim()}`);
    }
}
