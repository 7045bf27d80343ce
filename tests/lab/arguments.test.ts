import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Artifact } from "../../provider/artifact/artifact";
import { oddValues, shellValues } from "../unit/host/connection/shell-values";
import { serviceOf } from "./records";
import { labWorld } from "./world";

const host = labWorld();
let printer: Artifact;
beforeAll(async () => {
    printer = await host().script(`
        show() { printf '%s:%s\\n' "$1" "$(printf %s "$2" | od -An -v -tx1 | tr -d ' \\n')"; }
        for word; do show argument "$word"; done
        for name in $(env | grep -o '^v[a-z0-9_]*=' | tr -d =); do
            eval "word=\\$$name"
            show "$name" "$word"
        done
        echo done
        exec sleep 1000`);
});

const unusual = { w: "\u0001\u001b[31m\u007f\r\n\t\u00a0\ufeff" };

/** Check refuses the rest. */
const isPassedOn = (values: Record<string, string>): boolean =>
    !/\p{Noncharacter_Code_Point}/u.test(Object.values(values).join(""));
const passedOn = shellValues.filter(isPassedOn);

const hex = (text: string): string => Buffer.from(text).toString("hex");

/** What a process under systemd has got. */
async function arrivals(args: string[], env: Record<string, string>): Promise<string[]> {
    const inputs = { image: printer, args, env, restart: "no" as const, probe: { console: "^done$" } };
    const state = await host().create("printer", inputs);
    const lines = await host().exec(`journalctl --unit=${serviceOf(state)} --output=cat --quiet`);
    await host().destroy(state);
    return lines.split("\n").filter((line) => /^(argument|v\w*):/.test(line));
}

test("arguments and variables arrive byte for byte, whatever is in them", async () => {
    const many = fc.array(passedOn, { minLength: 8, maxLength: 12 });
    await fc.assert(
        fc.asyncProperty(many, passedOn, async (lists, env) => {
            const args = lists.flatMap((values) => Object.values(values));
            const arrived = await arrivals(args, env);
            expect(arrived.filter((line) => line.startsWith("argument:"))).toEqual(
                args.map((text) => `argument:${hex(text)}`),
            );
            const variables = Object.entries(env).map(([name, text]) => `${name}:${hex(text)}`);
            expect(arrived.filter((line) => line.startsWith("v")).sort()).toEqual(variables.sort());
        }),
        {
            numRuns: 6,
            examples: [
                [[...oddValues.flat(), unusual], { v_odd: Object.values(oddValues[0]?.[0] ?? {}).join("") }],
            ],
        },
    );
});
