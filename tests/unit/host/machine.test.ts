import { describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../provider/host/inputs";
import {
    untoldAddresses,
    addressesOf,
    argumentsOf,
    blockDevices,
    networkDevices,
    requireHypervisor,
} from "../../../provider/host/machine";
import { urnOf } from "./calls";
import { block, imageFor, net } from "./images";

const identity = { urn: urnOf("www"), name: "www-0123456", unit: "0123456789abcdef" };

test.each([
    ["unix", "process"],
    ["macosx", "process"],
    ["spt", "spt"],
    ["hvt", "hvt"],
    ["virtio", "qemu"],
    ["unikraft-qemu", "qemu"],
] as const)("an image for %s is run by %s", (target, name) => {
    expect(requireHypervisor({ image: imageFor(target) }).name).toBe(name);
});

test("an image that nothing runs is an error of the image", () => {
    const image = imageFor("muen");
    expect(() => requireHypervisor({ image })).toThrow("nothing here runs an image for muen");
});

describe("devices", () => {
    const image = imageFor("virtio", { devices: [...net("z", "a"), ...block("disk", "cache")] });

    test("come in the manifest's order, in which a guest finds them, and then by name", () => {
        const networks: InstanceInputs["networks"] = {
            y: { tap: "tap2" },
            a: { bridge: "br0" },
            b: { tap: "tap3" },
            z: { user: { ports: { "8080": 80 } } },
        };
        const devices = networkDevices({ image, networks }, identity);
        expect(devices.map(({ name, kind }) => [name, kind])).toEqual([
            ["z", "user"],
            ["a", "tap"],
            ["b", "tap"],
            ["y", "tap"],
        ]);
        expect(devices[1]).toMatchObject({ tap: expect.stringMatching(/^uk[0-9a-f]{12}$/), bridge: "br0" });
    });

    test("have a MAC address of their own, the same at every start", () => {
        const networks: InstanceInputs["networks"] = {
            z: { tap: "tap0" },
            a: { tap: "tap1", mac: "02:00:00:00:00:01" },
        };
        const macs = (more = {}): string[] =>
            networkDevices({ image, networks }, { ...identity, ...more }).map(({ mac }) => mac);
        expect(macs()).toEqual(macs({ unit: "another" }));
        expect(macs()[0]).not.toBe(macs({ name: "other" })[0]);
        expect(macs()[1]).toBe("02:00:00:00:00:01");
    });

    test("that hold a secret are files of the instance's own folder", () => {
        const volumes = { disk: { secret: { content: "a" }, sectorSize: 4096 } };
        const places = { resolvePath: (path: string) => path, folder: "/own" };
        expect(blockDevices({ image, volumes }, places)).toEqual([
            { name: "disk", path: "/own/volume-disk", format: "raw", readOnly: false, sectorSize: 4096 },
        ]);
    });

    test("that are volumes have a path and a sector size", () => {
        const volumes = {
            cache: { path: "c.img", readOnly: true, sectorSize: 4096 },
            disk: { path: "d.img" },
        };
        expect(
            blockDevices({ image, volumes }, { resolvePath: (path) => `/project/${path}`, folder: "/own" }),
        ).toEqual([
            { name: "disk", path: "/project/d.img", format: "raw", readOnly: false, sectorSize: 512 },
            { name: "cache", path: "/project/c.img", format: "raw", readOnly: true, sectorSize: 4096 },
        ]);
    });
});

test.each<[string, Pick<InstanceInputs, "args" | "networks">, string[]]>([
    ["its arguments", { args: ["--hello=Hi"] }, ["--hello=Hi"]],
    [
        "the address of its only network before them",
        { args: ["--hello=Hi"], networks: { a: { tap: "t", address: "10.0.0.2/24", gateway: "10.0.0.1" } } },
        ["--ipv4=10.0.0.2/24", "--ipv4-gateway=10.0.0.1", "--hello=Hi"],
    ],
    [
        "its IPv6 address as well",
        {
            networks: {
                a: { tap: "t", address: "10.0.0.2/24", address6: "fd42::2/64", gateway6: "fd42::1" },
            },
        },
        ["--ipv4=10.0.0.2/24", "--ipv6=fd42::2/64", "--ipv6-gateway=fd42::1"],
    ],
    [
        "its IPv6 address alone",
        {
            args: ["--ipv6-gateway=fd42::9"],
            networks: { a: { tap: "t", address6: "fd42::2/64", gateway6: "fd42::1" } },
        },
        ["--ipv6=fd42::2/64", "--ipv6-gateway=fd42::9"],
    ],
    [
        "no address where the arguments say otherwise",
        {
            args: ["--ipv4=10.0.0.9/24"],
            networks: { a: { tap: "t", address: "10.0.0.2/24", gateway: "10.0.0.1" } },
        },
        ["--ipv4-gateway=10.0.0.1", "--ipv4=10.0.0.9/24"],
    ],
    [
        "no address where the option is two words",
        { args: ["--ipv4", "10.0.0.9/24"], networks: { a: { tap: "t", address: "10.0.0.2/24" } } },
        ["--ipv4", "10.0.0.9/24"],
    ],
    [
        "no address where it has several networks",
        { networks: { a: { tap: "t", address: "10.0.0.2/24" }, b: { tap: "u" } } },
        [],
    ],
])("a unikernel is given %s", (_, inputs, args) => {
    expect(argumentsOf(inputs)).toEqual(args);
});

test.each<[InstanceInputs["networks"], string[]]>([
    [undefined, []],
    [
        { b: { user: { ports: { "9000": 90, "8080": 80 } } }, a: { tap: "t", address: "10.0.0.2/24" } },
        ["10.0.0.2", "127.0.0.1:8080", "127.0.0.1:9000"],
    ],
    [{ a: { user: { ports: { "0.0.0.0:8080": 80 } } } }, ["127.0.0.1:8080"]],
    [{ a: { bridge: "br0" } }, []],
    [{ a: { bridge: "br0", address6: "fd42::2/64" } }, ["fd42::2"]],
])("on %j it is reached at %j", (networks, addresses) => {
    expect(addressesOf({ networks })).toEqual(addresses);
});

test("a host that is known by an IPv6 address is reached at that, in brackets", () => {
    const networks = {
        a: { bridge: "br0", ports: { "8080": 80 } },
        b: { user: { ports: { "0.0.0.0:9000": 90 } } },
    };
    expect(addressesOf({ host: { ssh: { host: "fd42::1" } }, networks })).toEqual([
        "[fd42::1]:8080",
        "[fd42::1]:9000",
    ]);
});

const two = { a: { tap: "t", address: "10.0.0.2/24" }, b: { tap: "u", address6: "fd42::2/64" } };

test.each<[Pick<InstanceInputs, "args" | "networks">, string[]]>([
    [{ networks: two }, ["10.0.0.2/24", "fd42::2/64"]],
    [{ networks: two, args: ["--ipv4-a=10.0.0.2/24"] }, ["fd42::2/64"]],
    [{ networks: two, args: ["--a", "10.0.0.2", "--b=fd42::2/64"] }, []],
    [{ networks: { a: two.a } }, []],
    [{ networks: { a: { tap: "t" }, b: { tap: "u" } } }, []],
])("of %j it has to be told %j in words of its own", (inputs, untold) => {
    expect(untoldAddresses(inputs)).toEqual(untold);
});
