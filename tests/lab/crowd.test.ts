import { expect, test } from "@jest/globals";
import type { Connection } from "../../provider/host/connection";
import type { InstanceInputs } from "../../provider/host/inputs";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { serviceOf } from "./records";
import { tenderImage } from "./tenders";
import { labWorld } from "./world";

const host = labWorld({ tenders: true });

/** Counts the sessions that are opened while something is done. */
async function sessionsFor(action: () => Promise<unknown>): Promise<number> {
    let sessions = 0;
    const counted = (connection: Connection): Connection => ({
        name: connection.name,
        run(script, options) {
            sessions += 1;
            return connection.run(script, options);
        },
    });
    const undo = host().through(counted);
    await action().finally(undo);
    return sessions;
}

const crowd = 100;

test("a hundred instances come up on one host, and a refresh of all of them takes few sessions", async () => {
    const before = await host().inventory();
    const image = await host().script("echo ready; exec sleep 1000");
    const names = Array.from({ length: crowd }, (_, index) => `crowd${index}`);
    const states = await inTurns(names, 8, (name) => host().create(name, { image }));
    expect(
        await host().exec("systemctl list-units --plain --no-legend 'unikernel-*' | grep -c running"),
    ).toBe(`${crowd}\n`);
    let found: (InstanceState | undefined)[] = [];
    const sessions = await sessionsFor(async () => {
        found = await inTurns(states, 4, (state) => host().refreshInPassing(state));
    });
    expect(found).toEqual(states);
    expect(sessions).toBeLessThanOrEqual(5);
    await inTurns(states, 8, (state) => host().destroy(state));
    expect(await host().inventory()).toBe(before);
});

/** So many at once, as the engine does. */
async function inTurns<Item, Result>(
    items: readonly Item[],
    atOnce: number,
    action: (item: Item) => Promise<Result>,
): Promise<Result[]> {
    const results: Result[] = [];
    const left = items.entries();
    const worker = async (): Promise<void> => {
        for (const [index, item] of left) results[index] = await action(item);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return results;
}

const bridge = { bridge: "br0", address: "10.42.0.2/24", gateway: "10.42.0.1" };

const kinds: Record<string, () => Promise<InstanceInputs>> = {
    process: async () => ({ image: await host().script("exec sleep 1000") }),
    "qemu on a user network": async () => ({
        ...{ image: await host().web(), memory: 32 },
        networks: { service: { user: { ports: { "8080": 80 } } } },
    }),
    "qemu with a published port": async () => ({
        ...{ image: await host().web(), memory: 32 },
        networks: { service: { ...bridge, address: "10.42.0.0/24", ports: { "8081": 80 } } },
    }),
    spt: async () => ({ image: await tenderImage(host(), "spt"), memory: 32, networks: { service: bridge } }),
    hvt: async () => ({ image: await tenderImage(host(), "hvt"), memory: 32, networks: { service: bridge } }),
};

test.each(Object.keys(kinds))("%s is made in two sessions, and exposed by 2.0 or less", async (kind) => {
    const inputs = await kinds[kind]?.();
    if (inputs === undefined) throw new Error(kind);
    const states: InstanceState[] = [];
    const sessions = await sessionsFor(async () => states.push(await host().create("one", inputs)));
    expect(sessions).toBeLessThanOrEqual(2);
    for (const state of states) {
        expect(await exposure(serviceOf(state))).toBeLessThanOrEqual(2);
        await host().destroy(state);
    }
});

async function exposure(service: string): Promise<number> {
    const said = await host().exec(`systemd-analyze security --no-pager ${service} | tail -n 1`);
    const [, level = ""] = /: ([\d.]+) /.exec(said) ?? [];
    if (level === "") throw new Error(said);
    return Number(level);
}
