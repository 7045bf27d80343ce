import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ignoreRules } from "../../../../provider/build/source/ignore/rules";
import { walk } from "../../../../provider/build/source/walk";

/** What is at each path of a tree: kinds, and the contents of files and symlinks. */
export function contents(root: string): Record<string, string> {
    const everything = ignoreRules([], { honoursFiles: false });
    return Object.fromEntries(
        [...walk(root, everything)].map(({ path, kind, linkTarget }) => [
            path,
            `${kind} ${linkTarget ?? readFileSync(join(root, path), "utf8")}`,
        ]),
    );
}
