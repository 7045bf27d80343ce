import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import type { Probe } from "../../../../provider/host/probe/schema";
import { authorityOf, pingTarget, probeTarget } from "../../../../provider/host/probe/target";

type Networks = NonNullable<InstanceInputs["networks"]>;

const user = (ports: Record<string, number>): Networks => ({ service: { user: { ports } } });

test.each<[Probe, Networks, string]>([
    [{ http: {} }, user({ "8080": 80 }), "127.0.0.1:8080"],
    [{ http: { port: 443 } }, user({ "8080": 80, "8443": 443 }), "127.0.0.1:8443"],
    [{ http: {} }, user({ "0.0.0.0:8080": 80 }), "127.0.0.1:8080"],
    [{ http: {} }, user({ "127.0.0.2:8080": 80 }), "127.0.0.2:8080"],
    [{ tcp: { port: 22 } }, { service: { bridge: "br0", address: "10.0.0.2/24" } }, "10.0.0.2:22"],
    [{ tcp: { port: 22 } }, {}, "127.0.0.1:22"],
    [{ http: {} }, { service: { bridge: "br0", address6: "fd42::2/64" } }, "[fd42::2]:80"],
    [
        { http: {} },
        { a: { tap: "t", address6: "fd42::2/64" }, b: { tap: "u", address: "10.0.0.2/24" } },
        "10.0.0.2:80",
    ],
])("%j on %j connects to %s", (probe, networks, expected) => {
    const target = probeTarget(probe, networks);
    expect(target.problem === undefined && authorityOf(target)).toBe(expected);
});

test("a published UDP port leads no HTTP request anywhere", () => {
    expect(probeTarget({ http: {} }, user({ "8080/udp": 80 }))).toMatchObject({ property: "probe.http" });
});

test.each<[Probe["icmp"], Networks, string]>([
    [{}, { a: { bridge: "br0" }, b: { bridge: "br1", address: "10.0.0.2/24" } }, "10.0.0.2"],
    [
        { network: "b" },
        { a: { tap: "t", address: "10.0.0.2/24" }, b: { tap: "u", address: "10.1.0.2/24" } },
        "10.1.0.2",
    ],
    [{}, { a: { user: {} }, b: { tap: "t", address6: "fd42::2/64" } }, "fd42::2"],
])("the ping %j on %j goes to %s", (icmp, networks, address) => {
    expect(pingTarget({ icmp }, networks)).toEqual({ address });
});
