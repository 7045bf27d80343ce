import { readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { field, parseSExpressions, type SExpression } from "./s-expression";

/** The executables that a tree's dune files declare, but for tests: `bin/main.exe`. */
export async function declaredExecutables(root: string, folder = "."): Promise<string[]> {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    const own = entries.some((entry) => entry.name === "dune" && entry.isFile())
        ? executablesIn(await readFile(join(root, folder, "dune"), "utf8"))
        : [];
    // dune itself does not look into folders with such names.
    const below = entries.filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name));
    const nested = await Promise.all(
        below.map(({ name }) => declaredExecutables(root, posix.join(folder, name))),
    );
    return [...own.map((name) => posix.join(folder, `${name}.exe`)), ...nested.flat()].sort();
}

/** The names in the stanzas `executable` and `executables` of a dune file. */
export function executablesIn(text: string): string[] {
    return parseSExpressions(text).flatMap((stanza) => {
        if (typeof stanza === "string") return [];
        if (stanza[0] === "executable") return words(field(stanza, "name"));
        if (stanza[0] === "executables") return words(field(stanza, "names"));
        return [];
    });
}

function words(items: readonly SExpression[] = []): string[] {
    return items.filter((item) => typeof item === "string");
}
