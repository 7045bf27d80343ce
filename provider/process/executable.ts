import { access, constants, stat } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";

/** Where a command is, looked for as a shell does: a name on the search path, anything with a slash as a path. */
export async function findExecutable(
    command: string,
    { searchPath, cwd }: { readonly searchPath: string | undefined; readonly cwd: string },
): Promise<string | undefined> {
    const candidates = command.includes("/")
        ? [resolve(cwd, command)]
        : (searchPath ?? "").split(delimiter).map((folder) => resolve(cwd, join(folder, command)));
    for (const candidate of candidates) if (await isExecutable(candidate)) return candidate;
    return undefined;
}

/** Why a command cannot be run that `findExecutable` has not found. */
export async function whyNotExecutable(command: string, cwd: string): Promise<string> {
    if (!command.includes("/")) return "it is not on PATH";
    const status = await stat(resolve(cwd, command)).catch(() => undefined);
    if (status === undefined) return "there is no such file";
    return status.isFile() ? "it is not executable (`chmod +x` makes it so)" : "it is not a file";
}

async function isExecutable(path: string): Promise<boolean> {
    try {
        await access(path, constants.X_OK);
        return (await stat(path)).isFile();
    } catch {
        return false;
    }
}
