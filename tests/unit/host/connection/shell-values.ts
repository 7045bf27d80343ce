import fc from "fast-check";
import type { Script } from "../../../../provider/host/connection";

const special = "'\"\\$`(){}\n\t !*?#~-%;&|<>0a..";

/** Anything that a shell variable can hold: text without NUL, which Buffer writes as UTF-8. */
const value = fc
    .oneof(
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.array(fc.constantFrom(...Array.from(special)), { maxLength: 40 }).map((parts) => parts.join("")),
    )
    .map((text) => text.replaceAll("\0", ""));

export const shellValues = fc.dictionary(fc.stringMatching(/^v[a-z0-9_]{0,8}$/), value, {
    minKeys: 1,
    maxKeys: 5,
    noNullPrototype: true,
});

/** To be tried first, always. */
export const oddValues: [Record<string, string>][] = [
    [
        {
            quotes: `it's "quoted"`,
            expansions: "$(reboot) `reboot` ${HOME} $HOME ~ * ?",
            backslashes: "\\ \\\\ \\0101 \\c \\n %s",
            line_ends: "\n\na\n\n\n",
            unicode: "ñ 日本 🙂 \u0085\u2028 \ud800",
            dashes: "-n -e --",
            empty: "",
            eof: "EOF\n}\nexit 1\n",
        },
    ],
];

/** A script that prints its values, and what it prints then. */
export function printing(values: Readonly<Record<string, string>>): { script: Script; printed: string } {
    const body = Object.keys(values).map((name) => `printf '%s|' "$${name}"`);
    const printed = Object.values(values).map((value) => `${Buffer.from(value).toString()}|`);
    return { script: { body: body.join("\n"), values }, printed: printed.join("") };
}
