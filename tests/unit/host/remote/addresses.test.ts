import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
    addressRange,
    bridgesWithPools,
    chooseAddresses,
    isPool,
    withAddresses,
} from "../../../../provider/host/remote/addresses";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { imageFor } from "../images";

const networks = { service: { bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1" } };

test.each([
    ["10.42.0.0/24", true],
    ["10.42.0.16/28", true],
    ["10.42.0.2/24", false],
    ["10.42.0.17/28", false],
    ["10.42.0.2/32", false],
    ["10.42.0.2/31", false],
    ["fd42::/64", true],
    ["FD42:0::10/124", true],
    ["fd42::2/64", false],
    ["fd42::11/124", false],
    ["fd42::2/127", false],
    ["fd42::2/128", false],
])("%s leaves the address to us: %s", (address, expected) => {
    expect(isPool(address)).toBe(expected);
});

test("an address is of the network, free, and neither its own, its last nor the gateway's", () => {
    const lowest = fc.integer({ min: 24, max: 29 });
    fc.assert(
        fc.property(
            fc.string(),
            lowest,
            fc.uniqueArray(fc.integer({ min: 0, max: 255 })),
            (name, prefix, used) => {
                const taken = new Set(used.map((last) => `10.42.0.${last}`));
                const pool = {
                    service: { bridge: "br0", address: `10.42.0.0/${prefix}`, gateway: "10.42.0.1" },
                };
                const chosen = chooseAddresses({ networks: pool }, { name, taken })?.service;
                const size = 2 ** (32 - prefix);
                const free = Array.from({ length: size - 3 }, (_, step) => step + 2).filter(
                    (last) => !taken.has(`10.42.0.${last}`),
                );
                if (free.length === 0) return chosen === undefined;
                const [, last] = /^10\.42\.0\.(\d+)\/\d+$/.exec(chosen ?? "") ?? [];
                return free.includes(Number(last)) && chosen?.endsWith(`/${prefix}`) === true;
            },
        ),
    );
});

test("an address that DHCP may give to another is not free", () => {
    const pool = { service: { bridge: "br0", address: "10.42.0.0/28", gateway: "10.42.0.1" } };
    const ranges = [addressRange("10.42.0.2 10.42.0.6"), addressRange("10.42.0.8 10.42.0.14")];
    const choose = (name: string) => chooseAddresses({ networks: pool }, { name, taken: new Set(), ranges });
    fc.assert(fc.property(fc.string(), (name) => choose(name)?.service === "10.42.0.7/28"));
});

test("an IPv6 address is of the network, free, and neither its own, its last nor the gateway's", () => {
    const pool = { service: { bridge: "br0", address6: "fd42::20/125", gateway6: "FD42::0:21" } };
    const taken = new Set(["fd42::22", "fd42::24", "fd42::25"]);
    const choose = (name: string) => chooseAddresses({ networks: pool }, { name, taken })?.["service/6"];
    const free = ["fd42::23/125", "fd42::26/125"];
    fc.assert(fc.property(fc.string(), (name) => free.includes(choose(name) ?? "")));
    const all = new Set([...taken, "fd42::23", "fd42::26"]);
    expect(chooseAddresses({ networks: pool }, { name: "www", taken: all })).toBeUndefined();
});

test("an IPv6 gateway is not free, however it is written", () => {
    const pool = { service: { bridge: "br0", address6: "fd42::/125", gateway6: "FD42:0::2" } };
    const taken = new Set(["fd42::3", "fd42::4", "fd42::5"]);
    const choose = (name: string) => chooseAddresses({ networks: pool }, { name, taken })?.["service/6"];
    fc.assert(fc.property(fc.string(), (name) => choose(name) === "fd42::6/125"));
});

test("two generations rarely choose one IPv6 address of a large network", () => {
    const pool = { service: { bridge: "br0", address6: "fd42::/64" } };
    const choose = (name: string) => chooseAddresses({ networks: pool }, { name, taken: new Set() });
    expect(choose("www-1")).not.toEqual(choose("www-2"));
});

test("an update leaves an instance both its addresses", () => {
    const both = { service: { ...networks.service, address6: "fd42::/64", gateway6: "fd42::1" } };
    const own = { service: "10.42.0.9/24", "service/6": "fd42::9/64" };
    const taken = new Set<string>();
    expect(chooseAddresses({ networks: both }, { name: "www", taken, own })).toEqual(own);
});

test("a host is asked who has an address where one is to be chosen", () => {
    const given = {
        ...networks,
        other: { bridge: "br1", address: "10.43.0.2/24" },
        third: { bridge: "br0" },
        fourth: { bridge: "br2", address6: "fd42::/64" },
    };
    expect(bridgesWithPools({ networks: given })).toEqual(["br0", "br2"]);
});

test("an update leaves an instance its address", () => {
    const own = { service: "10.42.0.9/24" };
    expect(chooseAddresses({ networks }, { name: "www", taken: new Set(["10.42.0.9"]), own })).toEqual(own);
});

test("the unikernel is told the address that was chosen, and a fixed one stays", () => {
    const inputs: InstanceInputs = {
        image: imageFor("virtio"),
        networks: { ...networks, admin: { bridge: "br1", address: "10.0.0.2/24" } },
    };
    expect(withAddresses(inputs, { service: "10.42.0.9/24" }).networks).toEqual({
        service: { ...networks.service, address: "10.42.0.9/24" },
        admin: { bridge: "br1", address: "10.0.0.2/24" },
    });
});

test("the unikernel is told the IPv6 address that was chosen, and a fixed one stays as it is written", () => {
    const inputs: InstanceInputs = {
        image: imageFor("virtio"),
        networks: {
            service: { bridge: "br0", address6: "fd42::/64" },
            admin: { bridge: "br1", address6: "FD43::2/64" },
        },
    };
    const chosen = { "service/6": "fd42::9/64", "admin/6": "fd43::2/64" };
    expect(withAddresses(inputs, chosen).networks).toEqual({
        service: { bridge: "br0", address6: "fd42::9/64" },
        admin: { bridge: "br1", address6: "FD43::2/64" },
    });
});
