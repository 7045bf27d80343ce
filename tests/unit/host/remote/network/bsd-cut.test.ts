import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { bsdNetworkScript } from "../../../../../provider/host/remote/network/boot/bsd-network";
import { killedBefore } from "../../connection/interrupted";
import { testStore, type TestStore } from "../../store";
import { bsdWorld, type BsdSystem, type BsdWorld } from "../managers/supervisor/bsd-world";
import { bsdNetworks, full, lost, own } from "./bsd-networks";

let store: TestStore;
beforeAll(async () => {
    store = await testStore();
});
afterAll(() => store.remove());

const { through, create, altered, repair, remove } = bsdNetworks(() => store);

let world: BsdWorld;

async function prepared(system: BsdSystem, shell: readonly string[]): Promise<void> {
    world = await bsdWorld(system);
    through(world.connection(shell));
}

describe.each(["FreeBSD", "OpenBSD"] as const)("on a double of %s, a network", (system) => {
    beforeEach(() => prepared(system, []));
    afterEach(() => world.remove());

    test("whose making or removal is cut off anywhere is made, and goes, when that is tried again", async () => {
        const connection = world.connection([]);
        const before = await world.inventory();
        const cuts: number[] = [];
        for (let nth = 20; ; nth = Math.ceil(nth * 1.4)) {
            const count = cuts.length;
            through({
                name: "bsd1",
                async run(given, options) {
                    const script = await given;
                    await connection.run(killedBefore(nth, script), options).catch(() => {
                        cuts.push(nth);
                    });
                    return connection.run(script, options);
                },
            });
            const state = await create(full(system));
            expect(await altered(state)).toBeUndefined();
            await remove(state);
            expect(await world.inventory()).toEqual(before);
            if (cuts.length === count) break;
        }
        expect(cuts.length).toBeGreaterThan(5);
    });

    test("whose start at boot is cut off anywhere is set right", async () => {
        const connection = world.connection([]);
        const state = await create(full(system));
        const folder = `/var/lib/pulumi-unikernel/networks/${own[system]}`;
        const words = `up ${folder} ${own[system]} pulumi-unikernel:${state.outputs.unit} 02:00:00:00:00:01 10.42.0.1/24 fd42::1/64 yes`;
        const start = { body: `set -- ${words}\n${bsdNetworkScript}` };
        const cuts: number[] = [];
        for (let nth = 12; ; nth = Math.ceil(nth * 1.25)) {
            await world.sh(lost(world.root));
            const count = cuts.length;
            await connection
                .run(killedBefore(nth, start), { signal: new AbortController().signal })
                .catch(() => {
                    cuts.push(nth);
                });
            await repair(state);
            expect(await altered(state)).toBeUndefined();
            if (cuts.length === count) break;
        }
        expect(cuts.length).toBeGreaterThan(5);
        await remove(state);
    });
});
