import { sameEntry, type Listing } from "./listing";

/** Paths that differ between two trees. */
export interface TreeDiff {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly string[];
}

export function treeDiff(previous: Listing, current: Listing): TreeDiff {
    const before = new Map(previous.map((entry) => [entry.path, entry]));
    const after = new Set(current.map(({ path }) => path));
    const changed = current.filter((entry) => {
        const old = before.get(entry.path);
        return old !== undefined && !sameEntry(old, entry);
    });
    return {
        added: current.filter(({ path }) => !before.has(path)).map(({ path }) => path),
        removed: previous.filter(({ path }) => !after.has(path)).map(({ path }) => path),
        changed: changed.map(({ path }) => path),
    };
}

const namesShown = 3;

/** `2 files changed: config.ml, unikernel.ml; 1 added: x.ml`. Nothing when nothing differs. */
export function describeDiff({ changed, added, removed }: TreeDiff): string | undefined {
    const parts = [
        describePaths(changed, "changed"),
        describePaths(added, "added"),
        describePaths(removed, "removed"),
    ].filter((part) => part !== undefined);
    const [first, ...rest] = parts;
    if (first === undefined) return undefined;
    const noun = first.startsWith("1 ") ? "file" : "files";
    return [first.replace(" ", ` ${noun} `), ...rest].join("; ");
}

function describePaths(paths: readonly string[], what: string): string | undefined {
    if (paths.length === 0) return undefined;
    const named = paths.slice(0, namesShown).map(printable).join(", ");
    const more = paths.length > namesShown ? ` and ${paths.length - namesShown} more` : "";
    return `${paths.length} ${what}: ${named}${more}`;
}

/** The line is shown on a terminal, and a name may hold anything. */
function printable(path: string): string {
    return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(path) ? JSON.stringify(path) : path;
}
