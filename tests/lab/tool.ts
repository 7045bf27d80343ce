import { execFile } from "node:child_process";
import { promisify } from "node:util";

const maxBuffer = 64 * 1024 * 1024;

/** Runs a program and answers its stdout; fails with its stderr. */
export async function tool(
    argv: readonly [string, ...string[]],
    name = argv.join(" "),
    cwd?: string,
): Promise<string> {
    const [program, ...parameters] = argv;
    const env = { ...process.env, LC_ALL: "C.UTF-8" };
    try {
        return (await promisify(execFile)(program, parameters, { env, cwd, maxBuffer })).stdout;
    } catch (error) {
        const { code, signal, stderr = "" } = error as { code?: unknown; signal?: unknown; stderr?: string };
        throw new Error(`${name} failed (${String(signal ?? code)}):\n${stderr}`, { cause: error });
    }
}
