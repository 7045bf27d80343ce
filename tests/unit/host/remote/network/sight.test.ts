import { expect, test } from "@jest/globals";
import { parseAnswers } from "../../../../../provider/host/remote/answers";
import { networkSight } from "../../../../../provider/host/remote/network/sight";
import { urn } from "./plans";

const sightOf = (output: string) => networkSight("br1", parseAnswers(output));

test("a network that is as it was made", () => {
    const output = `network # pulumi-unikernel 0011223344556677 ${urn}\ninputs {"cidr":"10.42.0.1/24"}\nbridge br1
address 10.42.0.1/24\naddress fd42::1/64\nlooked done\n`;
    expect(sightOf(output)).toEqual({
        owner: { unit: "0011223344556677", urn },
        isBridge: true,
        inputs: '{"cidr":"10.42.0.1/24"}',
        ...{ cidr: "10.42.0.1/24", cidr6: "fd42::1/64", altered: [] },
    });
});

test("a bridge that is none of ours, and no bridge", () => {
    expect(sightOf("bridge br1\nlooked done\n")).toMatchObject({ isBridge: true });
    expect(sightOf("bridge br1\nlooked done\n").owner).toBeUndefined();
    expect(sightOf("looked done\n")).toMatchObject({ isBridge: false, altered: [] });
});

test.each([
    ["altered records", "its records in /var/lib/pulumi-unikernel/networks/br1 are gone"],
    ["altered unit", "its unit file is gone"],
    ["altered disabled", "it would not be made when the host boots"],
    ["altered inactive", "its service does not run"],
    ["altered gone", "the bridge br1 is gone"],
    ["altered replaced", "the bridge br1 is not the one that was made"],
    ["altered down", "the bridge br1 is down"],
    ["altered gone br1", "the bridge br1 is gone"],
    ["altered gone vport7", "the host's port vport7 of the bridge br1 is gone"],
    ["altered service", "its service script is gone"],
    ["altered anchor", "the rules of its NAT, in pf's anchor unikernel/nat-br1, are not as they were made"],
    ["service @@ -1 +1 @@", "its service script is not as it was written:\n@@ -1 +1 @@"],
    ["altered address 10.42.0.1/24", "the bridge br1 does not have the address 10.42.0.1/24"],
    ["altered table", "the nft table inet unikernel_br1 is gone"],
    ["altered forwarding net/ipv4/ip_forward", "the host does not forward: net.ipv4.ip_forward is not 1"],
    ["altered dhcp", "its DHCP server does not run"],
    [
        "unit -Type=oneshot\nunit +Type=simple",
        "its unit file is not as it was written:\n-Type=oneshot\n+Type=simple",
    ],
    ["table - masquerade", "the nft table inet unikernel_br1 is not as it was made:\n- masquerade"],
    ["dhcp +x", "the unit file of its DHCP server is not as it was written:\n+x"],
])("what is shown for %j", (output, altered) => {
    expect(sightOf(output).altered).toEqual([altered]);
});
