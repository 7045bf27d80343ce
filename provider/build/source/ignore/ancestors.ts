import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { ignoreRules, ignores, withIgnoreFile, type IgnoreRules } from "./rules";

/**
 * The .gitignore files of the folders above a tree, up to the top of the git repository it is in: what they name is
 * as little part of the source as what the tree's own do.
 */
export function withAncestorIgnoreFiles(rules: IgnoreRules, root: string): IgnoreRules {
    const top = repositoryTop(root);
    if (top === undefined || top === root) return rules;
    const parts = relative(top, root).split(sep);
    let found = rules;
    let outer = ignoreRules([]);
    for (const depth of parts.keys()) {
        const text = readIgnoreFile(join(top, ...parts.slice(0, depth)));
        if (text !== undefined) {
            found = withIgnoreFile(found, text, { above: folderPath(parts.slice(depth)) });
            outer = withIgnoreFile(outer, text, { below: folderPath(parts.slice(0, depth)) });
        }
        // Asking for an ignored folder by name means it: then what ignored it has nothing to say about what is in it.
        if (ignores(outer, parts.slice(0, depth + 1).join("/"), true)) return rules;
    }
    return found;
}

function repositoryTop(folder: string): string | undefined {
    if (existsSync(join(folder, ".git"))) return folder;
    const parent = dirname(folder);
    return parent === folder ? undefined : repositoryTop(parent);
}

function readIgnoreFile(folder: string): string | undefined {
    try {
        return readFileSync(join(folder, ".gitignore"), "utf8");
    } catch {
        // Outside the source: one that is absent or closed to this user says nothing.
        return undefined;
    }
}

function folderPath(parts: readonly string[]): string {
    return parts.map((part) => `${part}/`).join("");
}
