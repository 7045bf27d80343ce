import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
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
beforeAll(async () => {
    store = await testStore();
});
afterAll(() => store.remove());

let world: BsdWorld;
let made: InstanceState[];

async function prepared(system: BsdSystem, shell: readonly string[]): Promise<void> {
    world = await bsdWorld(system);
    made = [];
    through(world.connection(shell));
}

const call = () => store.call("www");
const through = (connection: Connection): void => {
    Object.assign(hostOf(call(), ssh), { connection });
    hasChanged(hostOf(call(), ssh));
};

async function create(
    system: BsdSystem,
    name: string,
    ports: Record<string, number> = { "8080": 80, "5353/udp": 53 },
) {
    const inputs: InstanceInputs = {
        image: await solo5Image(store, "hvt", [{ name: "service", type: "net" }]),
        ...{ name, hypervisor: hypervisors[system], host: { ssh }, drain: 1 },
        networks: { service: { bridge: "bridge0", address: "10.0.0.0/24", gateway: "10.0.0.1", ports } },
    };
    const state = { inputs, ...(await lifecycle.create(call(), { inputs })) };
    made.push(state);
    return state;
}

async function destroy(state: InstanceState): Promise<void> {
    await lifecycle.delete(call(), { state });
    made = made.filter((each) => each !== state);
}

async function refreshed(state: InstanceState): Promise<InstanceState> {
    hasChanged(hostOf(call(), ssh));
    const found = await lifecycle.read(call(), { id: state.id, state });
    if (found === undefined) throw new Error("it is gone");
    return found;
}

const addressOf = ({ outputs }: InstanceState): string => outputs.addresses.at(-1) ?? "";
const rules = (): Promise<string> => readFile(join(world.root, "pf/anchors/ports"), "utf8").catch(() => "");
/** All that has ever been loaded, transaction by transaction. */
const loads = async (): Promise<string[]> =>
    (await readFile(join(world.root, "pf/loads"), "utf8")).split("ports.\n");

const led = {
    FreeBSD: (protocol: string, port: number, to: string) =>
        `rdr on ! lo0 inet proto ${protocol} from any to (self) port = ${port} -> ${to}\n`,
    OpenBSD: (protocol: string, port: number, to: string) =>
        `match in on ! lo0 inet proto ${protocol} from any to (self) port = ${port} rdr-to ${to}\n`,
} as const;
const ledTo = (system: BsdSystem, address: string): string =>
    led[system]("udp", 5353, `${address} port 53`) + led[system]("tcp", 8080, `${address} port 80`);

describe.each(bsdShells)("on a double of %s, by %s", (system, _name, shell) => {
    beforeEach(() => prepared(system, shell));
    afterEach(async () => {
        for (const state of made) await lifecycle.delete(call(), { state });
        expect(await world.unexpected()).toBe("");
        await world.remove();
    });

    test("ports lead to an instance, at a replacement to the next in one transaction, and nowhere in the end", async () => {
        const before = await world.inventory();
        const first = await create(system, "www-1");
        expect(await rules()).toBe(ledTo(system, addressOf(first)));
        expect(await world.sh("sysctl -n net.inet.ip.forwarding")).toBe("1\n");
        expect(await refreshed(first)).toEqual(first);

        const second = await create(system, "www-2");
        expect(addressOf(second)).not.toBe(addressOf(first));
        expect(await rules()).toBe(ledTo(system, addressOf(second)));
        expect(await refreshed(second)).toEqual(second);
        await destroy(first);
        expect(await rules()).toBe(ledTo(system, addressOf(second)));
        const each = [ledTo(system, addressOf(first)), ledTo(system, addressOf(second))];
        for (const load of await loads()) expect(["", ...each]).toContain(load.replaceAll(/^ports /gm, ""));

        await destroy(second);
        expect(await world.inventory()).toEqual(before);
    });

    test("what leads elsewhere, is not forwarded, or is not led to by pf.conf any more, is seen and set right", async () => {
        const state = await create(system, "www-1");
        const lost = "its published ports do not lead to it";
        await writeFile(join(world.root, "pf/anchors/ports"), ledTo(system, "10.0.0.250"));
        const found = await refreshed(state);
        expect(found.outputs.altered).toBe(lost);
        await lifecycle.update(call(), { inputs: state.inputs, previous: found });
        expect((await refreshed(state)).outputs.altered).toBeUndefined();
        await writeFile(join(world.root, "sysctl/net.inet.ip.forwarding"), "0\n");
        const held = await refreshed(state);
        expect(held.outputs.altered).toBe(lost);
        await lifecycle.update(call(), { inputs: state.inputs, previous: held });
        expect((await refreshed(state)).outputs.altered).toBeUndefined();
        const main = await readFile(join(world.root, "pf/main"), "utf8");
        await writeFile(join(world.root, "pf/main"), "pass all flags S/SA\n");
        const unled = await refreshed(state);
        expect(unled.outputs.altered).toBe(lost);
        await expect(lifecycle.update(call(), { inputs: state.inputs, previous: unled })).rejects.toThrow(
            "/etc/pf.conf on bsd1 does not lead to the rules that published ports need. Add the line",
        );
        await writeFile(join(world.root, "pf/main"), main);
    });

    test("the service script leads ports to it again when the host boots", async () => {
        const state = await create(system, "www-1");
        await rm(join(world.root, "pf/anchors/ports"));
        await writeFile(join(world.root, "sysctl/net.inet.ip.forwarding"), "0\n");
        await rm(join(world.root, "var/run/pulumi-unikernel.net.inet.ip.forwarding"));
        await world.sh(`sh ${world.root}/var/lib/pulumi-unikernel/instances/www-1/service start`);
        expect(await rules()).toBe(ledTo(system, addressOf(state)));
        expect((await refreshed(state)).outputs.altered).toBeUndefined();
    });
});

describe.each(["FreeBSD", "OpenBSD"] as const)("on a double of %s", (system) => {
    beforeEach(() => prepared(system, []));
    afterEach(async () => {
        for (const state of made) await lifecycle.delete(call(), { state });
        await world.remove();
    });

    test("a port on which something listens is refused, unless that is on the loopback address alone", async () => {
        await expect(create(system, "www-1", { "22": 80 })).rejects.toThrow(
            "a program on bsd1 listens on the port 22/tcp, and nobody would reach it there any more. Publish another",
        );
        await create(system, "www-1", { "25": 25, "8090": 80 });
    });

    test("where pf is off, or its rules do not lead to ours, that is said with what to do, and nothing is left", async () => {
        const before = await world.inventory();
        await writeFile(join(world.root, "pf/status"), "Disabled");
        await expect(create(system, "www-1")).rejects.toThrow(
            "pf is not enabled on bsd1, which published ports need.",
        );
        await writeFile(join(world.root, "pf/status"), "Enabled");
        await writeFile(join(world.root, "pf/main"), "pass all flags S/SA\n");
        await expect(create(system, "www-1")).rejects.toThrow(
            "/etc/pf.conf on bsd1 does not lead to the rules that published",
        );
        await writeFile(join(world.root, "pf/main"), before["pf/main"] ?? "");
        expect(await world.inventory()).toEqual(before);
    });

    test("one whose host has no pf any more is removed all the same", async () => {
        const before = await world.inventory();
        const state = await create(system, "www-1");
        await rm(join(world.root, "pf"), { recursive: true });
        await destroy(state);
        expect(Object.keys(await world.inventory()).filter((name) => name.startsWith("var/lib"))).toEqual([]);
        expect(Object.keys(before)).toContain("pf/main");
    });

    test("an old one is not removed before its connections have ended", async () => {
        const first = await create(system, "www-1");
        await create(system, "www-2");
        const open = `all tcp ${addressOf(first)}:80 (192.0.2.1:8080) <- 203.0.113.5:54321       ESTABLISHED:ESTABLISHED\n`;
        await writeFile(join(world.root, "pf/states"), open);
        const begin = Date.now();
        await destroy({ ...first, inputs: { ...first.inputs, drain: 2 } });
        made = made.slice(1);
        expect(Date.now() - begin).toBeGreaterThan(1_000);
    });

    test("wherever a switch is cut off, the ports lead to one that runs, and the next attempt ends it", async () => {
        const connection = world.connection([]);
        const first = await create(system, "www-1");
        const killed: string[] = [];
        const cutOff: string[] = [];
        for (const nth of [1, 2, 3, 5, 8, 13]) {
            through({
                name: "bsd1",
                async run(given, options) {
                    const script = await given;
                    if (script.values?.publishing === undefined) return connection.run(script, options);
                    const run = connection.run(killedBefore(nth, script, { from: '"$1/serving"' }), options);
                    const command = await killedAt(run);
                    if (command === undefined) return run;
                    killed.push(command);
                    cutOff.push(await rules());
                    return connection.run(script, options);
                },
            });
            const next = await create(system, "www-2");
            expect(await rules()).toBe(ledTo(system, addressOf(next)));
            const either = [ledTo(system, addressOf(first)), ledTo(system, addressOf(next))];
            for (const then of cutOff.splice(0)) expect(either).toContain(then);
            through(connection);
            await destroy(next);
            const again = await refreshed(first);
            await lifecycle.update(call(), { inputs: first.inputs, previous: again });
        }
        expect(killed.length).toBeGreaterThan(2);
    });
});
