import { describe, expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { imageFor } from "../images";
import { failuresOf } from "./failures";

describe("the hypervisor", () => {
    test.each([
        ["unix", undefined],
        ["macosx", undefined],
        ["spt", undefined],
        ["hvt", undefined],
        ["virtio", undefined],
        ["unikraft-qemu", undefined],
        ["virtio", "qemu"],
        ["unix", "process"],
    ] as const)("for the target %s, asked for %s, is found", async (target, hypervisor) => {
        expect(await failuresOf({ image: imageFor(target), hypervisor })).toEqual([]);
    });

    test.each([
        [
            "spt",
            "qemu",
            "hypervisor: qemu runs images for virtio or unikraft-qemu, but hello.spt is built for spt. Leave `hypervisor` out, or build the image for virtio or unikraft-qemu",
        ],
        [
            "spt",
            "hvt",
            "hypervisor: hvt runs images for hvt, but hello.spt is built for spt. Leave `hypervisor` out, or build the image for hvt",
        ],
        [
            "muen",
            undefined,
            "image: hello.muen is built for muen, which nothing here runs. Build it for unix, macosx, spt, hvt, virtio, unikraft-qemu or xen",
        ],
    ] as const)("that does not run %s, asked for %s, is refused", async (target, hypervisor, message) => {
        expect(await failuresOf({ image: imageFor(target), hypervisor })).toEqual([message]);
    });

    test("is not judged while it, or the image, is not known", async () => {
        expect(await failuresOf({ image: imageFor("xen") }, "hypervisor")).toEqual([]);
        expect(await failuresOf({ hypervisor: "qemu" }, "image")).toEqual([]);
    });
});

describe("xen", () => {
    const image = imageFor("xen");
    const host = { ssh: { host: "xen1" } };

    test("is for hosts over SSH", async () => {
        expect(await failuresOf({ image, host })).toEqual([]);
        expect(await failuresOf({ image }, "host")).toEqual([]);
        expect(await failuresOf({ image })).toEqual([
            "host: xen runs on a host over SSH only: give `host: { ssh: … }`, be it for this machine",
        ]);
    });

    test("counts no restarts", async () => {
        expect(await failuresOf({ image, host, restartLimit: 2 })).toEqual([
            'restartLimit: xl starts a domain again as often as it ends: leave `restartLimit` out, or set `restart` to "no"',
        ]);
    });

    test("takes no other's place on a bridge", async () => {
        const networks = { service: { bridge: "br0", address: "10.0.0.2/24" } };
        expect(await failuresOf({ image, host, networks, replacement: "l2" })).toEqual([
            "replacement: xl puts a domain on its bridge as soon as it starts: leave it out, or give `stop-first`",
        ]);
    });

    test("has networks on bridges alone", async () => {
        const networks = { a: { tap: "tap0" }, b: { user: {} }, c: { bridge: "br0" } };
        expect(await failuresOf({ image, host, networks })).toEqual([
            "networks.a.tap: xen has no tap network; attach it to a bridge",
            "networks.b.user: xen has no user network; attach it to a bridge",
        ]);
    });

    test.each([
        [
            { path: "/a", sectorSize: 4096 },
            ".sectorSize: Xen gives a volume the sector size of what it is made of: leave it out",
        ],
        [
            { path: "/a," },
            ".path: xl does not take a path that ends with a comma or a space, or has a line break",
        ],
    ])("refuses the volume %j", async (storage, message) => {
        expect(await failuresOf({ image, host, volumes: { storage } })).toEqual([
            `volumes.storage${message}`,
        ]);
    });
});

describe("resources that the hypervisor cannot give are refused:", () => {
    const cases: [string, InstanceInputs, string[]][] = [
        [
            "too little memory for a tender",
            { image: imageFor("spt"), memory: 1 },
            ["memory: 1 MiB are too few for hello.spt: spt needs at least 2 MiB"],
        ],
        [
            "too little memory for QEMU",
            { image: imageFor("virtio"), memory: 3 },
            ["memory: 3 MiB are too few for hello.virtio: qemu needs at least 4 MiB"],
        ],
        [
            "two processors on a tender",
            { image: imageFor("hvt"), cpus: 2 },
            ["cpus: hvt gives a unikernel one processor only"],
        ],
        [
            "more processors than QEMU has",
            { image: imageFor("virtio"), cpus: 256 },
            ["cpus: qemu gives a unikernel at most 255 processors"],
        ],
        [
            "an environment for a tender",
            { image: imageFor("spt"), env: { A: "1" } },
            ["env: spt has no environment to give a unikernel; use `args`"],
        ],
        [
            "a variable that no shell passes on",
            { image: imageFor("unix"), env: { "A-B": "1", C1: "2", "1D": "3" } },
            [
                'env["1D"]: not the name of a variable: letters, digits and underscores, no digit first',
                'env["A-B"]: not the name of a variable: letters, digits and underscores, no digit first',
            ],
        ],
        [
            "a variable that would be taken for one of the supervisor's own",
            { image: imageFor("unix"), env: { _status: "1" } },
            ['env["_status"]: names that begin with an underscore are the supervisor\'s; choose another'],
        ],
    ];
    test.each(cases)("%s", async (_, inputs, messages) => {
        expect((await failuresOf(inputs)).sort()).toEqual(messages);
    });

    test("the least memory is enough, and a process is not asked for any", async () => {
        expect(await failuresOf({ image: imageFor("spt"), memory: 2 })).toEqual([]);
        expect(await failuresOf({ image: imageFor("virtio"), memory: 4, cpus: 255 })).toEqual([]);
        expect(await failuresOf({ image: imageFor("unix"), memory: 1 })).toEqual([]);
    });
});
