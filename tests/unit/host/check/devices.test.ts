import { describe, expect, test } from "@jest/globals";
import { block, imageFor, net } from "../images";
import { failuresOf } from "./failures";

const abi = { target: "spt", version: 2 };
const image = imageFor("spt", { abi, devices: [...net("service", "admin"), ...block("storage")] });
const networks = { service: { tap: "tap0" }, admin: { tap: "tap1" } };
const volumes = { storage: { path: "disk.img" } };

test("an instance with all the devices of the manifest, and no others, is accepted", async () => {
    expect(await failuresOf({ image, networks, volumes })).toEqual([]);
});

describe("a preview refuses, by name,", () => {
    test.each([
        [
            "a network device that is not attached",
            { networks: { service: networks.service }, volumes },
            'networks: hello.spt declares the network device "admin"; attach it: networks: { admin: … }',
        ],
        [
            "a block device that is not attached",
            { networks },
            'volumes: hello.spt declares the block device "storage"; attach it: volumes: { storage: … }',
        ],
        [
            "a network that the manifest does not declare",
            { networks: { ...networks, backup: { tap: "tap2" } }, volumes },
            'networks.backup: hello.spt has no network device "backup"; it declares "service", "admin"',
        ],
        [
            "a volume that the manifest does not declare",
            { networks, volumes: { ...volumes, cache: { path: "cache.img" } } },
            'volumes.cache: hello.spt has no block device "cache"; it declares "storage"',
        ],
    ])("%s", async (_, attached, message) => {
        expect(await failuresOf({ image, ...attached })).toEqual([message]);
    });

    test("any device of a unikernel that declares none", async () => {
        const none = imageFor("hvt", { abi: { target: "hvt", version: 2 } });
        expect(await failuresOf({ image: none, networks: { service: { tap: "tap0" } } })).toEqual([
            'networks.service: hello.hvt has no network device "service"; it declares none',
        ]);
    });

    test("a device under a name of the other kind", async () => {
        const swapped = { networks: { ...networks, storage: { tap: "tap2" } }, volumes };
        expect(await failuresOf({ image, ...swapped })).toEqual([
            'networks.storage: hello.spt has no network device "storage"; it declares "service", "admin"',
        ]);
    });
});

test("a plain kernel, which has no manifest, takes what it is given", async () => {
    const plain = imageFor("virtio");
    expect(await failuresOf({ image: plain, networks: { any: { user: {} } }, volumes })).toEqual([]);
});

test("what is not known yet is not missed", async () => {
    expect(await failuresOf({ image }, "networks", "volumes")).toEqual([]);
    expect(await failuresOf({ image, volumes }, "networks")).toEqual([]);
    expect(await failuresOf({}, "image")).toEqual([]);
});
