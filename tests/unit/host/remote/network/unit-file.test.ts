import { expect, test } from "@jest/globals";
import type { NetworkPlan } from "../../../../../provider/host/remote/network/plan";
import { dhcpUnit } from "../../../../../provider/host/remote/network/unit/dhcp";
import { networkUnit } from "../../../../../provider/host/remote/network/unit/unit-file";
import { planFor, urn } from "./plans";

const linesOf = (more: Partial<NetworkPlan> = {}): string[] => networkUnit(planFor(more)).split("\n");

const script = '"/bin/sh" "/var/lib/pulumi-unikernel/networks/br1/network.sh"';
const own = '"/var/lib/pulumi-unikernel/networks/br1" "br1" "pulumi-unikernel:0011223344556677"';

test("the unit of a network says whose it is, and is run once at boot", () => {
    const lines = linesOf();
    expect(lines[0]).toBe(`# pulumi-unikernel 0011223344556677 ${urn}`);
    expect(lines).toEqual(
        expect.arrayContaining([
            "After=network.target",
            "Type=oneshot",
            "RemainAfterExit=yes",
            "WantedBy=multi-user.target",
            `ExecStopPost=${script} "down" ${own}`,
        ]),
    );
});

test("what sets it right is what makes it", () => {
    const [start, reload] = ["ExecStart=", "ExecReload="].map((key) =>
        linesOf()
            .find((line) => line.startsWith(key))
            ?.slice(key.length),
    );
    expect(start).toMatch(/"up" .* "02(:[0-9a-f]{2}){5}" "10\.42\.0\.1\/24" "" "create table inet /);
    expect(reload).toBe(start);
});

test("its table carries its mark, and masquerades what leaves the bridge", () => {
    const start = linesOf({ cidr6: "fd42::1/64" }).find((line) => line.startsWith("ExecStart="));
    expect(start).toContain(
        String.raw`"create table inet unikernel_br1 { comment \"pulumi-unikernel:0011223344556677\"; }; ` +
            "add chain inet unikernel_br1 postrouting { type nat hook postrouting priority 100; policy accept; }; " +
            String.raw`add rule inet unikernel_br1 postrouting ip saddr 10.42.0.1/24 oifname != \"br1\" masquerade; ` +
            String.raw`add rule inet unikernel_br1 postrouting ip saddr 10.42.0.1/24 oifname \"br1\" ct status dnat masquerade; ` +
            String.raw`add rule inet unikernel_br1 postrouting ip6 saddr fd42::1/64 oifname != \"br1\" masquerade; ` +
            String.raw`add rule inet unikernel_br1 postrouting ip6 saddr fd42::1/64 oifname \"br1\" ct status dnat masquerade"`,
    );
});

test("a closed network has no table", () => {
    const start = linesOf({ nat: false }).find((line) => line.startsWith("ExecStart="));
    expect(start).toMatch(/"10\.42\.0\.1\/24" "" ""$/);
});

test("its MAC address stays, and another network's is another", () => {
    const macOf = (unit: string): string | undefined =>
        /"(02:[0-9a-f:]{14})"/.exec(networkUnit(planFor({ unit })))?.[1];
    expect(macOf("0011223344556677")).toBe(macOf("0011223344556677"));
    expect(macOf("0011223344556677")).not.toBe(macOf("7766554433221100"));
});

test("its DHCP server goes with it, and gives out what it is told to", () => {
    expect(dhcpUnit(planFor())).toBe("");
    const lines = dhcpUnit(planFor({ dhcp: { from: "10.42.0.100", to: "10.42.0.199" } })).split("\n");
    expect(lines[0]).toBe(`# pulumi-unikernel 0011223344556677 ${urn}`);
    expect(lines).toContain("BindsTo=unikernel-network-br1.service");
    const start = lines.find((line) => line.startsWith("ExecStart="));
    expect(start).toContain('"--dhcp-range=10.42.0.100,10.42.0.199,255.255.255.0,1h"');
    expect(start).toContain('"--dhcp-option=option:router,10.42.0.1"');
    expect(start).toContain('"--interface=br1"');
});
