import { afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { answerOf, generation, urlOf } from "./generations";
import { cutOff, forStarts, stuckOnce } from "./given-up";
import { killing } from "./killing";
import { serviceOf } from "./records";
import { loadOn, type Load } from "./requests";
import { labWorld } from "./world";

const host = labWorld();
let web: Artifact;
beforeAll(async () => {
    web = await host().web();
});

/** What a start does once all is as it is to be. */
const look = 'look "$folder"';

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

describe("what is left of a creation that was killed together with the plugin, under a name that nobody knows,", () => {
    let before: string;
    beforeEach(async () => {
        before = await host().inventory();
    });

    async function cutOffCreation(from: string, inputs = generation(web, "the lost one")): Promise<void> {
        const killed: string[] = [];
        undo = host().through(cutOff(from, killed));
        await expect(host().create("www", inputs)).rejects.toThrow("killed");
        expect(killed).toEqual([expect.stringContaining(from)]);
        undo();
    }

    test.each(["systemctl enable", "systemctl start", 'sh "$1/publish"', "say sibling"])(
        "before `%s` is gone with the next, and no request fails",
        async (from) => {
            const old = await host().create("www", generation(web, "the old one"));
            const load = loadOn(urlOf(host()), { clients: 2 });
            await cutOffCreation(from);
            const next = await host().create("www", generation(web, "the next one"));
            await host().destroy(old);
            expect((await load.stop()).failures).toEqual([]);
            expect(await answerOf(host())).toContain("the next one");
            await host().destroy(next);
            expect(await host().inventory()).toBe(before);
        },
    );

    test("serves until the next is ready, where nothing else does", async () => {
        await cutOffCreation(look);
        const load = loadOn(urlOf(host()), { clients: 2 });
        const next = await host().create("www", generation(web, "the next one"));
        expect((await load.stop()).failures).toEqual([]);
        await host().destroy(next);
        expect(await host().inventory()).toBe(before);
    });

    test("makes way for the next where only one can be there", async () => {
        const fixed = {
            ...{ image: web, memory: 32 },
            networks: { service: { bridge: "br0", address: "10.42.0.77/24", gateway: "10.42.0.1" } },
        };
        await cutOffCreation(look, fixed);
        const next = await host().create("www", fixed);
        expect(await host().refresh(next)).toEqual(next);
        await host().destroy(next);
        expect(await host().inventory()).toBe(before);
    });

    test("is gone with its resource", async () => {
        const old = await host().create("www", generation(web, "the old one"));
        await cutOffCreation(look);
        await host().destroy(old);
        expect(await host().inventory()).toBe(before);
    });
});

test("one that is given up goes on where no older one runs any more, until the next is ready", async () => {
    const before = await host().inventory();
    const old = await host().create("www", generation(web, "the old one"));
    const killed: string[] = [];
    const stopped = `systemctl stop ${serviceOf(old)}`;
    undo = host().through(
        forStarts((connection) => ({
            name: connection.name,
            async run(given, options) {
                const { body, values } = await given;
                const whole = body.replace('lead_to "$folder" "$siblings"', `$&\n${stopped}`);
                return killing(() => 1, killed, { from: "say sibling", again: false })(connection).run(
                    { body: whole, values },
                    options,
                );
            },
        })),
    );
    await expect(host().create("www", generation(web, "the new one"))).rejects.toThrow("killed");
    undo();
    const load = loadOn(urlOf(host()), { clients: 2 });
    expect(await answerOf(host())).toContain("the new one");
    const next = await host().create("www", generation(web, "the next one"));
    await host().destroy(old);
    expect((await load.stop()).failures).toEqual([]);
    expect(await answerOf(host())).toContain("the next one");
    await host().destroy(next);
    expect(await host().inventory()).toBe(before);
});
