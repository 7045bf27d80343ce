import { translateClass, type Translated } from "./character-class";

/** One line of a .gitignore file. */
export interface Pattern {
    /** Source of a regular expression for the whole of what is matched. */
    readonly expression: string;
    /** `!…`: takes back what earlier lines ignore. */
    readonly negated: boolean;
    /** `…/`: matches folders only. */
    readonly foldersOnly: boolean;
    /** Without a slash: matches the name, at any depth. Otherwise the path from the .gitignore file's folder. */
    readonly nameOnly: boolean;
}

/** Reads a line as git does. Nothing for blank lines, comments and patterns that cannot match. */
export function parsePattern(line: string): Pattern | undefined {
    const text = trimTrailingSpaces(line.replace(/\r$/, ""));
    if (text === "" || text.startsWith("#")) return undefined;
    const negated = text.startsWith("!");
    const glob = negated ? text.slice(1) : text;
    const foldersOnly = glob.endsWith("/");
    const path = foldersOnly ? glob.slice(0, -1) : glob;
    const nameOnly = !path.includes("/");
    const expression = translate(path.startsWith("/") ? path.slice(1) : path);
    return expression === undefined ? undefined : { expression, negated, foldersOnly, nameOnly };
}

function trimTrailingSpaces(line: string): string {
    return /^(?:\\.|[^\\])*?(?= *$)/su.exec(line)?.[0] ?? line;
}

function translate(glob: string): string | undefined {
    let expression = "";
    let at = 0;
    while (at < glob.length) {
        const part = translatePart(glob, at);
        if (part === undefined) return undefined;
        expression += part.expression;
        at = part.end;
    }
    return expression;
}

function translatePart(glob: string, at: number): Translated | undefined {
    switch (glob[at]) {
        case "*":
            return translateStars(glob, at);
        case "?":
            return { expression: "[^/]", end: at + 1 };
        case "[":
            return translateClass(glob, at);
        case "\\":
            return at + 1 < glob.length ? translateLiteral(glob, at + 1) : undefined;
        default:
            return translateLiteral(glob, at);
    }
}

/** `**` crosses folders only where it is a whole part of the path; elsewhere it is a `*`. */
function translateStars(glob: string, start: number): Translated {
    let end = start;
    while (glob[end] === "*") end++;
    const wholePart = end - start > 1 && (start === 0 || glob[start - 1] === "/");
    if (wholePart && end === glob.length) return { expression: ".*", end };
    if (wholePart && glob[end] === "/") return { expression: "(?:.*/)?", end: end + 1 };
    return { expression: "[^/]*", end };
}

function translateLiteral(glob: string, at: number): Translated {
    const character = String.fromCodePoint(glob.codePointAt(at) ?? 0);
    return {
        expression: character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&"),
        end: at + character.length,
    };
}
