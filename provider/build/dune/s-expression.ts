/** What dune files are written in: words, and lists of them. */
export type SExpression = string | readonly SExpression[];

/** A string in quotes, a parenthesis, a word, or a comment to the end of its line. */
const tokens = /"(?:\\[^]|[^"\\])*"|[()]|;.*|[^\s();"]+/g;

/** Reads a file of s-expressions. What is not closed at its end counts as closed: dune will say what is wrong. */
export function parseSExpressions(text: string): readonly SExpression[] {
    const top: SExpression[] = [];
    const open: SExpression[][] = [top];
    for (const [token] of text.matchAll(tokens)) {
        if (token.startsWith(";")) continue;
        if (token === "(") {
            const list: SExpression[] = [];
            open.at(-1)?.push(list);
            open.push(list);
        } else if (token === ")") {
            if (open.length > 1) open.pop();
        } else {
            open.at(-1)?.push(token.startsWith('"') ? unquote(token) : token);
        }
    }
    return top;
}

function unquote(token: string): string {
    return token.slice(1, -1).replace(/\\([^])/g, "$1");
}

/** What follows the name in the first field of that name: `("main")` for `name` in `(executable (name main))`. */
export function field(stanza: readonly SExpression[], name: string): readonly SExpression[] | undefined {
    for (const item of stanza) {
        if (typeof item !== "string" && item[0] === name) return item.slice(1);
    }
    return undefined;
}
