import { afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { answerOf, generation, urlOf } from "./generations";
import { forStarts, stuckOnce } from "./given-up";
import { killing } from "./killing";
import { loadOn, type Load } from "./requests";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

let undo: (() => void) | undefined;
afterEach(() => undo?.());

describe("when the creation of a replacement is given up, the old one serves all the while and nothing is left", () => {
    let before: string;
    let old: InstanceState;
    let load: Load;
    beforeEach(async () => {
        before = await host().inventory();
        old = await host().create("www", generation(web, "the old one"));
        load = loadOn(urlOf(host()), { clients: 2 });
    });

    async function expectNothingLeft(): Promise<void> {
        undo?.();
        expect(await answerOf(host())).toContain("the old one");
        expect(await host().refresh(old)).toEqual(old);
        const next = await host().create("www", generation(web, "the next one"));
        await host().destroy(old);
        expect(await answerOf(host())).toContain("the next one");
        expect((await load.stop()).failures).toEqual([]);
        await host().destroy(next);
        expect(await host().inventory()).toBe(before);
    }

    test.each(['rm -f "$other/serving"', 'sh "$1/publish"', "say sibling"])(
        "because its script was killed before `%s`",
        async (from) => {
            const killed: string[] = [];
            undo = host().through(forStarts(killing(() => 1, killed, { from, again: false })));
            await expect(host().create("www", generation(web, "the new one"))).rejects.toThrow("killed");
            expect(killed).toEqual([expect.stringContaining(from)]);
            await expectNothingLeft();
        },
    );

    test("by Ctrl-C right after the switch", async () => {
        const controller = new AbortController();
        const { signal } = controller;
        undo = host().through(
            stuckOnce('lead_to "$folder" "$siblings"', () => {
                controller.abort(new Error("given up"));
            }),
        );
        const attempt = host().create("www", generation(web, "the new one"), { signal });
        await expect(attempt).rejects.toThrow("given up");
        await expectNothingLeft();
    });
});

test("one that nobody heard of makes way for the next of its name, and its predecessor serves meanwhile", async () => {
    const before = await host().inventory();
    const named = (name: string) => ({ ...generation(web, name), name });
    const first = await host().create("www", named("blue"));
    const load = loadOn(urlOf(host()), { clients: 2 });
    await host().create("www", named("green"));
    const again = await host().create("www", named("green"));
    expect(await answerOf(host())).toContain("green");
    await host().destroy(first);
    expect((await load.stop()).failures).toEqual([]);
    await host().destroy(again);
    expect(await host().inventory()).toBe(before);
});
