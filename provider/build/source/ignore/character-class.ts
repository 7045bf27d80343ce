/** Part of a pattern as a regular expression, and where the pattern goes on. */
export interface Translated {
    readonly expression: string;
    readonly end: number;
}

const named: Readonly<Record<string, string>> = {
    alnum: "0-9A-Za-z",
    alpha: "A-Za-z",
    blank: " \\t",
    cntrl: "\\x00-\\x1f\\x7f",
    digit: "0-9",
    graph: "!-~",
    lower: "a-z",
    print: " -~",
    punct: "!-\\/:-@\\[-`\\{-~",
    space: "\\t-\\r ",
    upper: "A-Z",
    xdigit: "0-9A-Fa-f",
};

/**
 * Translates the `[…]` that starts at `start` as git's wildmatch reads it: `!` and `^` negate, a leading `]` is
 * literal, a backslash escapes. Nothing when it is malformed, which makes the whole pattern match nothing.
 */
export function translateClass(pattern: string, start: number): Translated | undefined {
    const negated = pattern[start + 1] === "!" || pattern[start + 1] === "^";
    const first = start + (negated ? 2 : 1);
    const members: string[] = [];
    let at = first;
    while (at === first || pattern[at] !== "]") {
        const member = translateMember(pattern, at);
        if (member === undefined) return undefined;
        members.push(member.expression);
        at = member.end;
    }
    return { expression: `(?!/)[${negated ? "^" : ""}${members.join("")}]`, end: at + 1 };
}

function translateMember(pattern: string, at: number): Translated | undefined {
    if (pattern.startsWith("[:", at)) {
        const close = pattern.indexOf("]", at + 2);
        if (close === -1) return undefined;
        if (close > at + 2 && pattern[close - 1] === ":") {
            const expression = named[pattern.slice(at + 2, close - 1)];
            return expression === undefined ? undefined : { expression, end: close + 1 };
        }
    }
    const low = readCharacter(pattern, at);
    if (low === undefined) return undefined;
    const next = pattern[low.end + 1];
    if (pattern[low.end] !== "-" || next === undefined || next === "]") {
        return { expression: literal(low.character), end: low.end };
    }
    const high = readCharacter(pattern, low.end + 1);
    if (high === undefined) return undefined;
    // The lower end counts even where the range is empty: `[z-a]` is `z`.
    const empty = codePoint(low.character) > codePoint(high.character);
    const range = empty ? "" : `-${literal(high.character)}`;
    return { expression: literal(low.character) + range, end: high.end };
}

function readCharacter(pattern: string, at: number): { character: string; end: number } | undefined {
    const from = pattern[at] === "\\" ? at + 1 : at;
    const code = pattern.codePointAt(from);
    if (code === undefined) return undefined;
    const character = String.fromCodePoint(code);
    return { character, end: from + character.length };
}

function literal(character: string): string {
    return `\\u{${codePoint(character).toString(16)}}`;
}

function codePoint(character: string): number {
    return character.codePointAt(0) ?? 0;
}
