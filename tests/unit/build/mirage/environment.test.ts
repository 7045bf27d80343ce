import { execFileSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { opamEnvArgv, parseOpamEnv } from "../../../../provider/build/mirage/environment";
import { MirageOptions } from "../../../../provider/build/mirage/options";

const assignment = (name: string, value: string): string =>
    `${name}='${value.replaceAll("'", "'\\''")}'; export ${name};\n`;

describe("the environment of an opam switch", () => {
    it("is read as a shell would read what `opam env` prints", () => {
        const text =
            assignment("PATH", "/it's/a b:/usr/bin") + assignment("EMPTY", "") + "PLAIN=x; export PLAIN;\n";
        const asShell = execFileSync("sh", ["-c", `${text}printf '%s|%s|%s' "$PATH" "$EMPTY" "$PLAIN"`], {
            encoding: "utf8",
        });
        const { PATH, EMPTY, PLAIN } = parseOpamEnv(text);
        expect(`${PATH}|${EMPTY}|${PLAIN}`).toBe(asShell);
    });

    it("keeps every value, whatever is in it", () => {
        const values = fc.dictionary(fc.stringMatching(/^[A-Z_]\w{0,8}$/), fc.string({ unit: "grapheme" }));
        fc.assert(
            fc.property(values, (variables) => {
                const text = Object.entries(variables).map(([name, value]) => assignment(name, value));
                expect(parseOpamEnv(text.join(""))).toEqual({ ...variables });
            }),
        );
    });

    it("is asked for with the switch and the root the user named", () => {
        const options = MirageOptions.parse({ switch: "5.3.0", opamRoot: "/opam" });
        expect(opamEnvArgv(options).slice(2)).toEqual([
            "--shell=sh",
            "--set-switch",
            "--switch=5.3.0",
            "--root=/opam",
            "--set-root",
        ]);
    });
});
