import { execFile } from "node:child_process";
import { promisify } from "node:util";

const maxBuffer = 64 * 1024 * 1024;

/** Runs a program and answers its stdout; fails with its stderr. */
export async function tool([program, ...argv]: readonly [string, ...string[]]): Promise<string> {
    const env = { ...process.env, LC_ALL: "C.UTF-8" };
    try {
        return (await promisify(execFile)(program, argv, { env, maxBuffer })).stdout;
    } catch (error) {
        const { stderr, message } = error as { stderr?: string; message: string };
        throw new Error(`${program} ${argv.join(" ")} failed:\n${stderr || message}`, { cause: error });
    }
}
