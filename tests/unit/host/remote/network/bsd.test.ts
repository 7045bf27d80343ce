import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { testStore, type TestStore } from "../../store";
import { bsdShells, bsdWorld, type BsdSystem, type BsdWorld } from "../managers/supervisor/bsd-world";
import { bsdNetworks, full, lost, own } from "./bsd-networks";

let store: TestStore;
beforeAll(async () => {
    store = await testStore();
});
afterAll(() => store.remove());

const { through, create, read, altered, repair, remove } = bsdNetworks(() => store);

let world: BsdWorld;

async function prepared(system: BsdSystem, shell: readonly string[]): Promise<void> {
    world = await bsdWorld(system);
    through(world.connection(shell));
}

const nat = {
    FreeBSD:
        "nat on em0 inet from 10.42.0.1/24 to any -> (em0:0)\nnat on em0 inet6 from fd42::1/64 to any -> (em0:0)\n",
    OpenBSD:
        "match out on egress inet from 10.42.0.1/24 to any nat-to (egress:0)\n" +
        "match out on egress inet6 from fd42::1/64 to any nat-to (egress:0)\n",
} as const;

describe.each(bsdShells)("on a double of %s, by %s, a network", (system, _name, shell) => {
    beforeEach(() => prepared(system, shell));
    afterEach(async () => {
        expect(await world.unexpected()).toBe("");
        await world.remove();
    });

    test("is made with its address and its NAT, seen as it was made, and goes without a trace", async () => {
        const before = await world.inventory();
        const state = await create(full(system));
        expect(state.outputs).toMatchObject({
            bridge: own[system],
            gateway: "10.42.0.1",
            gateway6: "fd42::1",
        });
        const there = await world.inventory();
        const addresses = "inet 10.42.0.1 24\ninet6 fd42::1 64\nup UP,\n";
        const tagged = (kind: string): string =>
            `kind ${kind}\ndescription pulumi-unikernel:${state.outputs.unit}\n`;
        if (system === "FreeBSD") expect(there["links/services"]).toBe(tagged("bridge") + addresses);
        else {
            expect(there["links/vport7"]).toBe(tagged("vport") + addresses);
            expect(there["links/veb7"]).toBe(`${tagged("veb")}member vport7\nup UP,\n`);
        }
        expect(there[`pf/anchors/nat-${own[system]}`]).toBe(nat[system]);
        expect([there["sysctl/net.inet.ip.forwarding"], there["sysctl/net.inet6.ip6.forwarding"]]).toEqual([
            "1\n",
            "1\n",
        ]);
        const script =
            system === "FreeBSD"
                ? "usr/local/etc/rc.d/unikernel_network_services"
                : "etc/rc.d/unikernel_network_veb7";
        expect(there[script]).toContain(`/networks/${own[system]}/service start`);
        expect(await read(state)).toEqual(state);
        await remove(state);
        expect(await world.inventory()).toEqual(before);
    });

    test("whose parts were changed or lost is seen so, and set right", async () => {
        const state = await create(full(system));
        const port = system === "FreeBSD" ? "services" : "vport7";
        const harms = [
            [
                `rm ${world.root}/pf/anchors/nat-*`,
                `the rules of its NAT, in pf's anchor unikernel/nat-${own[system]}, are not as they were made`,
            ],
            ["sysctl net.inet.ip.forwarding=0", "the host does not forward: net.inet.ip.forwarding is not 1"],
            [
                `sed -i '/^inet /d' ${world.root}/links/${port}`,
                `the bridge ${own[system]} does not have the address 10.42.0.1/24`,
            ],
            [`rm ${world.root}/var/lib/pulumi-unikernel/networks/*/service`, "its service script is gone"],
        ] as const;
        for (const [harm, said] of harms) {
            await world.sh(harm);
            expect(await altered(state)).toContain(said);
            await repair(state);
            expect(await altered(state)).toBeUndefined();
        }
        await remove(state);
    });

    test("is made again when the host boots", async () => {
        const state = await create(full(system));
        await world.sh(lost(world.root));
        expect(await altered(state)).toContain(`the bridge ${own[system]} is gone`);
        await world.sh(`sh ${world.root}/var/lib/pulumi-unikernel/networks/${own[system]}/service start`);
        expect(await altered(state)).toBeUndefined();
        await remove(state);
    });

    test("that is adopted is read, and never touched", async () => {
        const before = await world.inventory();
        const state = await create({ bridge: "bridge0", adopt: true });
        expect(state.outputs).toMatchObject({ bridge: "bridge0", gateway: "10.0.0.1", cidr: "10.0.0.1/24" });
        await remove(state);
        expect(await world.inventory()).toEqual(before);
        await expect(create({ bridge: "bridge9", adopt: true })).rejects.toThrow(
            "bsd1 has no bridge bridge9. Create it there",
        );
        await expect(create({ bridge: "em0", adopt: true })).rejects.toThrow("em0 on bsd1 is not a bridge");
    });
});

describe.each(["FreeBSD", "OpenBSD"] as const)("on a double of %s, a network", (system) => {
    beforeEach(() => prepared(system, []));
    afterEach(() => world.remove());

    test("is not made over what is there, nor deleted under what is attached to it", async () => {
        const before = await world.inventory();
        await expect(create({ ...full(system), bridge: "bridge0" })).rejects.toThrow(
            "a network interface bridge0 is on bsd1 already and was not made for this network",
        );
        await expect(create({ ...full(system), cidr: "10.0.0.9/24" })).rejects.toThrow(
            `bsd1 has a route into 10.0.0.9/24 already: 10.0.0.0 dev ${system === "FreeBSD" ? "bridge0" : "vether0"}`,
        );
        await expect(
            create({ ...full(system), dhcp: { from: "10.42.0.9", to: "10.42.0.99" } }),
        ).rejects.toThrow(
            "bsd1 is not run by systemd, which keeps the DHCP server of a network: leave `dhcp` out",
        );
        await writeFile(join(world.root, "pf/main"), "pass all flags S/SA\n");
        await expect(create(full(system))).rejects.toThrow(
            "/etc/pf.conf on bsd1 does not lead to the rules that a network with `nat` needs",
        );
        await writeFile(join(world.root, "pf/main"), before["pf/main"] ?? "");
        expect(await world.inventory()).toEqual(before);

        const state = await create({ ...full(system), nat: false });
        const made = await world.inventory();
        expect(made["sysctl/net.inet.ip.forwarding"]).toBe("0\n");
        await world.sh(
            `ifconfig tap5 create && ifconfig ${own[system]} ${system === "FreeBSD" ? "addm" : "add"} tap5`,
        );
        await expect(remove(state)).rejects.toThrow(
            `the bridge ${own[system]} on bsd1 has ports still: tap5`,
        );
        await world.sh("ifconfig tap5 destroy");
        await remove(state);
        expect(await world.inventory()).toEqual(before);
    });
});

test("on OpenBSD a bridge is called by its kind and a number", async () => {
    await prepared("OpenBSD", []);
    await expect(create({ ...full("OpenBSD"), bridge: "services" })).rejects.toThrow(
        "bsd1 is OpenBSD, where a network interface is called by its kind and a number, not services: give a `bridge` such as " +
            "veb7 or bridge7, of a number that is free",
    );
    await rm(world.root, { recursive: true });
});
