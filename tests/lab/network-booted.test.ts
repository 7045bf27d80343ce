import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { instanceLifecycle } from "../../provider/host/lifecycle/lifecycle";
import type { InstanceInputs } from "../../provider/host/inputs";
import { testStore } from "../unit/host/store";
import { solo5Image } from "../unit/host/solo5-image";
import { startNetworkLab, type NetworkLab } from "./networks";

const cidr = "10.71.0.1/24";

describe.each(["sysv", "openrc"] as const)("on a host with %s, a network", (init) => {
    let lab: NetworkLab;
    beforeAll(async () => {
        lab = await startNetworkLab({ init, tenders: true });
    });
    afterAll(() => lab.stop());

    test("is made with its address and a way out, set right, and goes without a trace", async () => {
        const before = await lab.inventory();
        const state = await lab.create("br1", { cidr, cidr6: "fd71::1/64" });
        expect(state.outputs).toMatchObject({
            bridge: "br1",
            cidr,
            gateway: "10.71.0.1",
            gateway6: "fd71::1",
        });
        expect(await lab.exec("ip -brief address show br1")).toContain("10.71.0.1/24 fd71::1/64");
        expect(await lab.exec("nft list table inet unikernel_br1")).toContain("masquerade");
        expect(await lab.read(state)).toEqual(state);

        await lab.exec(
            "nft delete table inet unikernel_br1; ip address del 10.71.0.1/24 dev br1; rm /etc/init.d/unikernel-network-br1",
        );
        const altered = await lab.alteredIn(state);
        for (const said of [
            "it would not be made when the host boots",
            "the bridge br1 does not have the address 10.71.0.1/24",
            "the nft table inet unikernel_br1 is gone",
        ])
            expect(altered).toContain(said);
        const again = await lab.update(state);
        expect(await lab.read(again)).toEqual(state);
        await lab.exec(`sed -i 's/^stop)/halt)/' /var/lib/pulumi-unikernel/networks/br1/service`);
        expect(await lab.alteredIn(state)).toMatch(/^its service script is not as it was written:\n@@/);
        await lab.update(state);
        expect(await lab.alteredIn(state)).toBeUndefined();
        await lab.remove(state);
        expect(await lab.inventory()).toBe(before);
    });

    test("is not made over what is there, with DHCP, or deleted under what is attached to it", async () => {
        const before = await lab.inventory();
        const host = lab.ssh.host;
        await lab.exec("ip link add br2 type bridge");
        await expect(lab.create("br2", { cidr })).rejects.toThrow(
            `a network interface br2 is on ${host} already`,
        );
        await lab.exec("ip link delete br2");
        await expect(
            lab.create("br1", { cidr, dhcp: { from: "10.71.0.9", to: "10.71.0.99" } }),
        ).rejects.toThrow(
            `${host} is not run by systemd, which keeps the DHCP server of a network: leave \`dhcp\` out, and give each instance an \`address\``,
        );
        const state = await lab.create("br1", { cidr });
        await lab.exec("ip link add port0 type veth peer name port1; ip link set port0 master br1");
        await expect(lab.remove(state)).rejects.toThrow(`the bridge br1 on ${host} has ports still: port0`);
        await lab.exec("ip link delete port0");
        await lab.remove(state);
        expect(await lab.inventory()).toBe(before);
    });

    test("is made anew when the host boots, and there for an instance that is started before it", async () => {
        const store = await testStore();
        const state = await lab.create("br1", { cidr });
        const inputs: InstanceInputs = {
            ...{ host: { ssh: lab.ssh }, name: "a-first", hypervisor: "spt", restart: "no" },
            image: await solo5Image(store, "spt", [{ name: "service", type: "net" }]),
            networks: { service: { bridge: "br1", address: "10.71.0.2/24" } },
        };
        const call = store.call("first");
        const instance = { inputs, ...(await instanceLifecycle.create(call, { inputs })) };
        await lab.reboot();
        await lab.exec(
            "until [ -e /sys/class/net/br1 ] && nft list table inet unikernel_br1 >/dev/null 2>&1; do sleep 0.1; done",
        );
        expect(await lab.alteredIn(state)).toBeUndefined();
        expect(await lab.forwarding()).toBe("1\n");
        await lab.exec(
            "until [ -e /var/lib/pulumi-unikernel/instances/a-first/guest ] && [ -e /sys/class/net/br1/brif/uk* ]; do sleep 0.1; done",
        );
        const found = await instanceLifecycle.read(call, { id: instance.id, state: instance });
        expect(found?.outputs).toMatchObject({ state: "running", taps: instance.outputs.taps });
        expect(found?.outputs.altered).toBeUndefined();
        await instanceLifecycle.delete(call, { state: instance });
        await lab.remove(state);
        await store.remove();
    });
});
