import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Connection } from "../../../../../../provider/host/connection";
import type { InstanceInputs } from "../../../../../../provider/host/inputs";
import { instanceLifecycle as lifecycle } from "../../../../../../provider/host/lifecycle/lifecycle";
import { hasChanged, hostOf } from "../../../../../../provider/host/remote/hosts";
import { killedAt, killedBefore } from "../../../connection/interrupted";
import type { InstanceState } from "../../../lifecycle/states";
import { solo5Image } from "../../../solo5-image";
import { testStore, type TestStore } from "../../../store";
import { bsdShells, bsdWorld, type BsdSystem, type BsdWorld } from "./bsd-world";

const ssh = { host: "bsd1" };
const hypervisors = { FreeBSD: "bhyve", OpenBSD: "vmm" } as const;

let store: TestStore;
let inputs: InstanceInputs;
beforeAll(async () => {
    store = await testStore();
});
afterAll(() => store.remove());

let world: BsdWorld;
let connection: Connection;

async function prepared(system: BsdSystem, shell: readonly string[]): Promise<void> {
    world = await bsdWorld(system);
    connection = world.connection(shell);
    Object.assign(hostOf(store.call("www"), ssh), { connection });
    hasChanged(hostOf(store.call("www"), ssh));
    const image = await solo5Image(store, "hvt", [{ name: "service", type: "net" }]);
    inputs = {
        ...{ image, name: "www-1", hypervisor: hypervisors[system], host: { ssh }, restartLimit: 3 },
        networks: { service: { bridge: "bridge0", address: "10.0.0.2/24", gateway: "10.0.0.1" } },
        args: ["--hello=it's $HOME"],
    };
}

const call = () => store.call("www");
const create = async (): Promise<InstanceState> => ({
    inputs,
    ...(await lifecycle.create(call(), { inputs })),
});
async function refreshed(state: InstanceState): Promise<InstanceState> {
    hasChanged(hostOf(call(), ssh));
    const found = await lifecycle.read(call(), { id: state.id, state });
    if (found === undefined) throw new Error("it is gone");
    return found;
}
const record = (name: string): string => join(world.root, "var/lib/pulumi-unikernel/instances/www-1", name);
const guest = async (): Promise<number> =>
    Number(/^pid=(\d+)/.exec(await readFile(record("guest"), "utf8"))?.[1]);

async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const scripts = {
    FreeBSD: "/usr/local/etc/rc.d/unikernel_www_1",
    OpenBSD: "/etc/rc.d/unikernel_www_1",
} as const;

describe.each(bsdShells)("on a double of %s, by %s", (system, _name, shell) => {
    beforeEach(() => prepared(system, shell));
    afterEach(async () => {
        expect(await world.unexpected()).toBe("");
        await world.remove();
    });

    test("an instance is made, seen as it was made, started again when it crashes, repaired, and removed without a trace", async () => {
        const before = await world.inventory();
        const state = await create();
        expect(state.outputs).toMatchObject({ state: "running" });
        expect(await refreshed(state)).toEqual(state);
        const there = await world.inventory();
        expect(there[scripts[system].slice(1)]).toContain("/instances/www-1/service start");
        const tap = Object.values(state.outputs.taps)[0] ?? "";
        expect(tap).toMatch(/^tap\d{4,5}$/);
        expect(there[`links/${tap}`]).toMatch(
            /^kind tap\ndescription pulumi-unikernel:[0-9a-f]{16}\nup UP,\n$/,
        );
        expect(there["links/bridge0"]).toMatch(new RegExp(`^member ${tap}$`, "m"));
        expect(await readFile(record("console.log"), "utf8")).toContain("argument: --hello=it's $HOME\n");

        const first = await guest();
        process.kill(first, "SIGKILL");
        await until(async () => (await guest()) !== first);
        const again = await refreshed(state);
        expect(again.outputs).toEqual(state.outputs);
        expect(await readFile(record("guest"), "utf8")).toMatch(/^restarts=1$/m);

        await writeFile(record("service"), `${await readFile(record("service"), "utf8")}# by hand\n`);
        const edited = await refreshed(state);
        expect(edited.outputs.altered).toContain("\n+# by hand");
        await lifecycle.update(call(), { inputs, previous: edited });
        expect((await refreshed(state)).outputs.altered).toBeUndefined();

        await lifecycle.delete(call(), { state });
        expect(await world.inventory()).toEqual(before);
    });

    test("what has its name and is another's is left alone", async () => {
        const file = join(world.root, scripts[system]);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, "#!/bin/sh\n# theirs\n");
        const before = await world.inventory();
        await expect(create()).rejects.toThrow("is on bsd1 already and was not made by this program");
        expect(await world.inventory()).toEqual(before);
    });
});

describe.each(["FreeBSD", "OpenBSD"] as const)("on a double of %s", (system) => {
    beforeEach(() => prepared(system, []));
    afterEach(() => world.remove());

    test("scripts that are killed anywhere and run again do the same in the end", async () => {
        const before = await world.inventory();
        const killed: string[] = [];
        const turns = new Map<string, number>();
        const run: Connection["run"] = async (given, options) => {
            const script = await given;
            const turn = (turns.get(script.body) ?? 0) + 1;
            turns.set(script.body, turn);
            const run = connection.run(killedBefore(Math.ceil(2.2 ** turn), script), options);
            const command = await killedAt(run);
            if (command === undefined) return run;
            killed.push(command);
            return connection.run(script, options);
        };
        Object.assign(hostOf(call(), ssh), { connection: { name: "bsd1", run } });
        for (let time = 0; time < 3; time += 1) {
            const state = await create();
            expect((await refreshed(state)).outputs).toEqual(state.outputs);
            await lifecycle.delete(call(), { state });
            expect(await world.inventory()).toEqual(before);
        }
        expect(killed.length).toBeGreaterThan(5);
    });
});
