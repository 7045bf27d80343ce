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

async function isExecutable(path: string): Promise<boolean> {
    try {
        await access(path, constants.X_OK);
        return (await stat(path)).isFile();
    } catch {
        return false;
    }
}
