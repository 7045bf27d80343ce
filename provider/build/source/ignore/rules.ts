import { parsePattern, type Pattern } from "./pattern";

type Rule = Omit<Pattern, "expression"> & { readonly matches: RegExp };

/** A .gitignore file, and where it is relative to the tree. */
interface IgnoreFile {
    readonly rules: readonly Rule[];
    /** The path of its folder from the tree's root, with a trailing slash: `lib/`. Empty at and above the root. */
    readonly below: string;
    /** The path of the tree's root from its folder, with a trailing slash. Empty at and below the root. */
    readonly above: string;
}

/** What is left out of a tree. Of the lines that match a path the one that comes last in this order decides. */
export interface IgnoreRules {
    /** Patterns that outrank every file, relative to the tree's root. */
    readonly overrides: readonly Rule[];
    /** Innermost folder first. */
    readonly files: readonly IgnoreFile[];
    /** Whether the .gitignore files in the tree count too. */
    readonly honoursFiles: boolean;
}

export function ignoreRules(overrides: readonly string[], { honoursFiles = true } = {}): IgnoreRules {
    return { overrides: parseRules(overrides), files: [], honoursFiles };
}

/** Adds the .gitignore file of a folder further in than those already there. */
export function withIgnoreFile(
    rules: IgnoreRules,
    text: string,
    place: { readonly below?: string; readonly above?: string },
): IgnoreRules {
    const lines = text.replace(/^\uFEFF/, "").split("\n");
    const file = { rules: parseRules(lines), below: place.below ?? "", above: place.above ?? "" };
    return { ...rules, files: [file, ...rules.files] };
}

/** Whether to leave out a path. Its parent folders are not looked at: nobody asks about what is in an ignored one. */
export function ignores(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (name === ".git") return true;
    const overridden = verdict(rules.overrides, path, name, isFolder);
    if (overridden !== undefined) return overridden;
    for (const file of rules.files) {
        const found = verdict(file.rules, file.above + path.slice(file.below.length), name, isFolder);
        if (found !== undefined) return found;
    }
    return false;
}

function verdict(rules: readonly Rule[], path: string, name: string, isFolder: boolean): boolean | undefined {
    const decisive = rules.findLast(
        (rule) => (isFolder || !rule.foldersOnly) && rule.matches.test(rule.nameOnly ? name : path),
    );
    return decisive && !decisive.negated;
}

/** Neighbours that differ in their expression only become one rule: a tree asks them all about each of its paths. */
function parseRules(lines: readonly string[]): readonly Rule[] {
    const groups: Pattern[][] = [];
    for (const pattern of lines.map(parsePattern)) {
        if (pattern === undefined) continue;
        const group = groups.at(-1);
        if (group?.[0] !== undefined && sameFlags(group[0], pattern)) group.push(pattern);
        else groups.push([pattern]);
    }
    return groups.flatMap((group) => {
        const expressions = group.map(({ expression }) => expression);
        return group.slice(0, 1).map(({ negated, foldersOnly, nameOnly }) => ({
            matches: new RegExp(`^(?:${expressions.join("|")})$`, "su"),
            negated,
            foldersOnly,
            nameOnly,
        }));
    });
}

function sameFlags(one: Pattern, other: Pattern): boolean {
    return (
        one.negated === other.negated &&
        one.foldersOnly === other.foldersOnly &&
        one.nameOnly === other.nameOnly
    );
}
