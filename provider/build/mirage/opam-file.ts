/** A token of opam's file format: a string's contents, or a word or bracket as it stands. */
export interface Token {
    readonly kind: "string" | "word" | "open" | "close";
    readonly text: string;
}

export type Value = string | readonly Value[];

const lexer =
    /\s+|#[^\n]*|\(\*[\s\S]*?\*\)|"""([\s\S]*?)"""|"((?:[^"\\]|\\[\s\S])*)"|([[({])|([\])}])|([^\s"#[\](){}]+|[\s\S])/g;

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b" };

const unescape = (text: string): string =>
    text.replace(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character);

/** Never fails: what is no opam file gives tokens that mean nothing. */
export const tokenize = (text: string): readonly Token[] => {
    const tokens: Token[] = [];
    for (const [, long, short, open, close, word] of text.matchAll(lexer)) {
        if (long !== undefined) tokens.push({ kind: "string", text: long });
        else if (short !== undefined) tokens.push({ kind: "string", text: unescape(short) });
        else if (open !== undefined) tokens.push({ kind: "open", text: open });
        else if (close !== undefined) tokens.push({ kind: "close", text: close });
        else if (word !== undefined) tokens.push({ kind: "word", text: word });
    }
    return tokens;
};

/** The top-level fields of an opam file with the tokens of each. Comments, layout and quoting make no difference. */
export const opamFields = (text: string): ReadonlyMap<string, readonly Token[]> => {
    const fields = new Map<string, Token[]>();
    let current: Token[] | undefined;
    let depth = 0;
    for (const token of tokenize(text)) {
        if (token.kind === "open") depth += 1;
        if (token.kind === "close") depth -= 1;
        if (depth === 0 && token.kind === "word" && /^[a-z][\w+-]*:$/i.test(token.text)) {
            current = [];
            fields.set(token.text.slice(0, -1), current);
        } else current?.push(token);
    }
    return fields;
};

/** The strings of a field, in the lists it puts them in. Words, filters and conditions are left out. */
export const listsOf = (tokens: readonly Token[]): readonly Value[] => {
    const root: Value[] = [];
    const stack: Value[][] = [root];
    for (const { kind, text } of tokens) {
        const top = stack.at(-1) ?? root;
        if (kind === "string") top.push(text);
        if (kind === "open") {
            const inner: Value[] = [];
            top.push(inner);
            stack.push(inner);
        }
        if (kind === "close" && stack.length > 1) stack.pop();
    }
    return root;
};
