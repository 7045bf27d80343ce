import { access, constants } from "node:fs/promises";
import { baseEnvironment } from "../../process/environment";
import { findExecutable } from "../../process/executable";
import { run } from "../../process/run";
import { timeoutSignal } from "../../process/timeout";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { GetToolchainOutputs } from "../get-toolchain";
import { machineArchitecture } from "../machine";
import { tools, versionIn, type Tool } from "../tools";
import { adviseInstall, findManagers } from "./managers";

/** A tool that hangs, waiting for a lock of opam's for one, is not waited for. */
const patienceMs = 10_000;

/** Asks every tool for its version, all at once. */
export async function lookAtTools(call: Pick<Call<Settings>, "signal">): Promise<GetToolchainOutputs> {
    const env = baseEnvironment();
    const managers = await findManagers(env.PATH);
    const asked = await Promise.all(
        tools.map(async (tool) => {
            const version = await versionOf(tool, env, call.signal);
            const { name, usedFor } = tool;
            const install = version === undefined ? adviseInstall(tool, managers) : undefined;
            return {
                ...{ name, usedFor },
                ...(version === undefined ? {} : { version }),
                ...(install === undefined ? {} : { install }),
            };
        }),
    );
    return {
        arch: machineArchitecture(),
        kvm: await canOpenKvm(),
        tools: asked,
        missing: asked.filter(({ version }) => version === undefined).map(({ name }) => name),
    };
}

async function versionOf(
    { versionArgv }: Tool,
    env: Readonly<Record<string, string>>,
    signal: AbortSignal,
): Promise<string | undefined> {
    const [command] = versionArgv;
    if ((await findExecutable(command, { searchPath: env.PATH, cwd: "/" })) === undefined) return undefined;
    const timeout = timeoutSignal(patienceMs);
    try {
        const result = await run({
            ...{ argv: versionArgv, cwd: "/", env, graceMs: 100 },
            signal: AbortSignal.any([signal, timeout]),
        });
        return result.exitCode === 0 ? versionIn(`${result.stdout}\n${result.stderr}`) : undefined;
    } catch (error) {
        if (error === timeout.reason) return undefined;
        throw error;
    }
}

async function canOpenKvm(): Promise<boolean> {
    try {
        await access("/dev/kvm", constants.R_OK | constants.W_OK);
        return true;
    } catch {
        return false;
    }
}
