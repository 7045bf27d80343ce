import { describe, expect, test } from "@jest/globals";
import type { NetworkInputs } from "../../../../../provider/host/network";
import { check, checkNetwork } from "../../../../../provider/host/remote/network/lifecycle/check";
import { callFor } from "../../calls";

const unknowns = (...names: string[]): ReadonlySet<string> => new Set(names);
const cidr = "10.42.0.1/24";

test.each<[NetworkInputs, string, string]>([
    [{}, "cidr", "the host needs an address on it: 10.42.0.1/24; or `adopt` a bridge"],
    [{ cidr: "10.42.0.1" }, "cidr", "not an IPv4 address with its prefix: 10.42.0.1/24"],
    [{ cidr: "fd42::1/64" }, "cidr", "not an IPv4 address with its prefix: 10.42.0.1/24"],
    [{ cidr: "10.42.0.1/31" }, "cidr", "its prefix has to be from 8 to 30: 10.42.0.1/24"],
    [
        { cidr: "10.42.0.0/24" },
        "cidr",
        "it is the host's own address, which is neither the network's first nor its last: 10.42.0.1/24",
    ],
    [
        { cidr: "10.42.0.255/24" },
        "cidr",
        "it is the host's own address, which is neither the network's first nor its last: 10.42.0.1/24",
    ],
    [{ cidr, cidr6: "10.43.0.1/24" }, "cidr6", "not an IPv6 address with its prefix: fd42::1/64"],
    [{ cidr, cidr6: "fe80::1%eth0/64" }, "cidr6", "not an IPv6 address with its prefix: fd42::1/64"],
    [
        { cidr, bridge: "a-name-that-is-too-long" },
        "bridge",
        "not the name of a bridge: letters, digits, dots, dashes and underscores, 15 at most, a letter or digit first",
    ],
    [
        { cidr, bridge: "br%0" },
        "bridge",
        "not the name of a bridge: letters, digits, dots, dashes and underscores, 15 at most, a letter or digit first",
    ],
    [
        { cidr, dhcp: { from: "10.43.0.2", to: "10.42.0.9" } },
        "dhcp.from",
        "not an address of the network 10.42.0.1/24",
    ],
    [
        { cidr, dhcp: { from: "10.42.0.2", to: "many" } },
        "dhcp.to",
        "not an address of the network 10.42.0.1/24",
    ],
    [{ cidr, dhcp: { from: "10.42.0.9", to: "10.42.0.2" } }, "dhcp.to", "it comes before `from`"],
    [
        { cidr, dhcp: { from: "10.42.0.1", to: "10.42.0.9" } },
        "dhcp",
        "the host's own address 10.42.0.1 would be given out, too",
    ],
    [{ adopt: true }, "bridge", "say which bridge is to be adopted"],
    [
        { adopt: true, bridge: "br0", cidr },
        "cidr",
        "an adopted bridge is left as it is: leave it out, or leave `adopt` out",
    ],
    [
        { adopt: true, bridge: "br0", nat: true },
        "nat",
        "an adopted bridge is left as it is: leave it out, or leave `adopt` out",
    ],
    [
        { cidr, host: { local: true, ssh: { host: "kvm1" } } },
        "host",
        "it cannot be both this machine and another; give one of local and ssh",
    ],
])("%j is refused", (inputs, property, reason) => {
    expect(checkNetwork(inputs, unknowns())).toEqual([{ property, reason }]);
});

test.each<[NetworkInputs, string[]]>([
    [{ cidr }, []],
    [{ cidr, cidr6: "fd42::1/64", dhcp: { from: "10.42.0.100", to: "10.42.0.199" } }, []],
    [{ adopt: true, bridge: "br0", nat: false }, []],
    [{}, ["cidr"]],
    [{}, ["adopt"]],
    [{ adopt: true }, ["bridge"]],
])("%j is accepted when %j is not known yet", (inputs, names) => {
    expect(checkNetwork(inputs, unknowns(...names))).toEqual([]);
});

describe("a bridge without a name of its own", () => {
    const bridgeOf = async (name: string, previous?: NetworkInputs, ...names: string[]) => {
        const randomSeed = Uint8Array.from([0xab, 0xcd, 0xef]);
        const result = await check(callFor(name), {
            ...{ inputs: { cidr }, previous, randomSeed },
            unknowns: unknowns(...names),
        });
        return result.set?.bridge;
    };

    test("is named after its resource", async () => {
        expect(await bridgeOf("net")).toBe("net-abcde");
        expect(await bridgeOf("the backend of the shop")).toBe("the-backe-abcde");
        expect(await bridgeOf("…")).toBe("net-abcde");
    });

    test("keeps its name", async () => {
        expect(await bridgeOf("net", { cidr, bridge: "net-01234" })).toBe("net-01234");
    });

    test("has none while that may still come", async () => {
        expect(await bridgeOf("net", undefined, "bridge")).toBeUndefined();
    });
});
