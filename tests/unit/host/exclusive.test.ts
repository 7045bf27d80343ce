import { describe, expect, test } from "@jest/globals";
import { sharedExclusives } from "../../../provider/host/exclusive";
import type { InstanceInputs } from "../../../provider/host/inputs";

type Inputs = Partial<InstanceInputs>;
type Volume = NonNullable<InstanceInputs["volumes"]>[string];

const onPort = (port: string): Inputs => ({ networks: { a: { user: { ports: { [port]: 80 } } } } });
const onTap = (tap: string): Inputs => ({ networks: { a: { tap } } });
const onBridge = (bridge: string, address?: string): Inputs => ({ networks: { a: { bridge, address } } });
const withVolume = (volume: Volume): Inputs => ({ volumes: { storage: volume } });

describe("only one of two instances can have", () => {
    test.each<[string, Inputs, Inputs]>([
        ["the port 127.0.0.1:8080", onPort("8080"), onPort("8080")],
        ["the port 127.0.0.1:8080", onPort("8080"), onPort("0.0.0.0:8080")],
        ["the port 127.0.0.1:53/udp", onPort("53/udp"), onPort("53/udp")],
        ["the name www", { name: "www" }, { name: "www" }],
        ["the name web-deadbee", { name: "web-deadbee" }, { name: "web-deadbee" }],
        ["the TAP device tap0", onTap("tap0"), onTap("tap0")],
        ["the address 10.0.0.2 on br0", onBridge("br0", "10.0.0.2/24"), onBridge("br0", "10.0.0.2/16")],
        [
            "the address fd42::2 on br0",
            { networks: { a: { bridge: "br0", address6: "fd42::2/64" } } },
            { networks: { b: { bridge: "br0", address6: "fd42::2/64" } } },
        ],
        [
            "the MAC address 02:00:00:00:00:01",
            { networks: { a: { bridge: "br0", mac: "02:00:00:00:00:01" } } },
            { networks: { a: { bridge: "br0", mac: "02:00:00:00:00:01" } } },
        ],
        ["the volume a.img", withVolume({ path: "a.img" }), withVolume({ path: "./a.img" })],
        ["the volume a.img", withVolume({ path: "a.img" }), withVolume({ path: "a.img", readOnly: true })],
        ["the volume a.img", withVolume({ path: "a.img", readOnly: true }), withVolume({ path: "a.img" })],
    ])("%s", (thing, one, other) => {
        expect(sharedExclusives(one, other)).toEqual([thing]);
    });
});

describe("two instances can have", () => {
    test.each<[string, Inputs, Inputs]>([
        ["ports of their own", onPort("8080"), onPort("8081")],
        ["a TCP and a UDP port", onPort("8080"), onPort("8080/udp")],
        ["one bridge", onBridge("br0", "10.0.0.2/24"), onBridge("br0", "10.0.0.3/24")],
        ["one bridge without addresses", onBridge("br0"), onBridge("br0")],
        ["one address on two bridges", onBridge("br0", "10.0.0.2/24"), onBridge("br1", "10.0.0.2/24")],
        ["TAP devices of their own", onTap("tap0"), onTap("tap1")],
        [
            "a volume that both only read",
            withVolume({ path: "a.img", readOnly: true }),
            withVolume({ path: "a.img", readOnly: true }),
        ],
        ["volumes of their own", withVolume({ path: "a.img" }), withVolume({ path: "b.img" })],
        [
            "secrets, which each has for itself",
            withVolume({ secret: { content: "a" } }),
            withVolume({ secret: { content: "a" } }),
        ],
        ["nothing at all", {}, {}],
    ])("%s", (_, one, other) => {
        expect(sharedExclusives(one, other)).toEqual([]);
    });
});

test("a name that was chosen for one of two instances is not the other's", () => {
    const both: Inputs = { name: "www-0123456" };
    expect(sharedExclusives(both, both, true)).toEqual([]);
});

test("all that is shared is told", () => {
    const both: Inputs = {
        name: "www",
        networks: { b: { user: { ports: { "8081": 81, "8080": 80 } } } },
        volumes: { storage: { path: "a.img" } },
    };
    expect(sharedExclusives(both, both)).toEqual([
        "the port 127.0.0.1:8080",
        "the port 127.0.0.1:8081",
        "the name www",
        "the volume a.img",
    ]);
});
