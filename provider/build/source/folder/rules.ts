import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import type { StoreLayout } from "../../../artifact/layout";
import { withAncestorIgnoreFiles } from "../ignore/ancestors";
import { literalPattern } from "../ignore/literal";
import { ignoreRules, type IgnoreRules } from "../ignore/rules";

/** The ignore rules for a folder, by its real path, before its own .gitignore files have been read. */
export function rulesFor(
    root: string,
    leftOut: readonly string[],
    { root: store }: StoreLayout,
): IgnoreRules {
    return withAncestorIgnoreFiles(ignoreRules([...leftOut, ...folderInside(root, realPath(store))]), root);
}

/** A store inside the source changes with every build, and would make the next one necessary. */
function folderInside(root: string, folder: string): readonly string[] {
    const path = relative(root, folder).split(sep);
    if (path[0] === "" || path[0] === "..") return [];
    return [`${literalPattern(path.join("/"))}/`];
}

/** Of what may not be there yet. */
function realPath(path: string): string {
    try {
        return realpathSync.native(path);
    } catch {
        const parent = dirname(path);
        return parent === path ? path : join(realPath(parent), basename(path));
    }
}
