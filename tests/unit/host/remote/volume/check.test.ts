import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { VolumeInputs } from "../../../../../provider/host/volume";
import { check, checkVolume } from "../../../../../provider/host/remote/volume/lifecycle/check";
import { contentOf } from "../../../../../provider/host/remote/volume/lifecycle/content";
import { callFor } from "../../calls";
import { failureOf } from "../../lifecycle/world";

const unknowns = (...names: string[]): ReadonlySet<string> => new Set(names);
const signal = new AbortController().signal;

test.each<[VolumeInputs, string, string]>([
    [{}, "size", "say how large it is to be, in MiB: 64; or give a `device` or a `source`"],
    [{ device: "/dev/sdb", size: 64 }, "size", "a device has the size that it has; leave it out"],
    [
        { device: "/dev/sdb", lvm: { group: "vg0" } },
        "device",
        "it cannot be both a device and a logical volume; give one of them",
    ],
    [{ device: "/dev/sdb", format: "qcow2" }, "format", "a device is raw; leave it out"],
    [{ lvm: { group: "vg0" }, size: 64, format: "qcow2" }, "format", "a logical volume is raw; leave it out"],
    [{ lvm: { group: "-vg0" }, size: 64 }, "lvm.group", "not the name of a volume group: vg0"],
    [{ lvm: { group: "a b" }, size: 64 }, "lvm.group", "not the name of a volume group: vg0"],
    [{ device: "sdb" }, "device", "not the path of a device: /dev/sdb1 or /dev/disk/by-id/…"],
    [{ device: "/dev/s d" }, "device", "not the path of a device: /dev/sdb1 or /dev/disk/by-id/…"],
    [
        { size: 64, name: "a/b" },
        "name",
        "not a name: letters, digits, dots, dashes and underscores, 63 at most, a letter or digit first",
    ],
    [
        { size: 64, host: { local: true, ssh: { host: "kvm1" } } },
        "host",
        "it cannot be both this machine and another; give one of local and ssh",
    ],
])("%j is refused", (inputs, property, reason) => {
    expect(checkVolume(inputs, unknowns())).toEqual([{ property, reason }]);
});

test.each<[VolumeInputs, string[]]>([
    [{ size: 64 }, []],
    [{ source: "zones.img" }, []],
    [{ device: "/dev/disk/by-id/ata-X_1-part2", format: "raw" }, []],
    [{ lvm: { group: "vg0" }, size: 64 }, []],
    [{}, ["size"]],
    [{}, ["source"]],
    [{}, ["device"]],
])("%j is accepted when %j is not known yet", (inputs, names) => {
    expect(checkVolume(inputs, unknowns(...names))).toEqual([]);
});

describe("a source", () => {
    let folder: string;
    beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), "unikernel-volume-"));
        await writeFile(join(folder, "a.img"), Buffer.alloc((1 << 20) + 1));
        await writeFile(join(folder, "empty.img"), "");
    });
    afterAll(() => rm(folder, { recursive: true }));

    const at = (name: string): string => join(folder, name);
    const checked = (inputs: VolumeInputs, previous?: VolumeInputs, ...names: string[]) =>
        check(callFor("data"), {
            ...{ inputs, previous, unknowns: unknowns(...names) },
            randomSeed: Uint8Array.from([0xab, 0xcd, 0xef, 0x01]),
        });

    test("gives a volume without a size the size that it takes", async () => {
        expect(await checked({ source: at("a.img") })).toEqual({
            ...{ set: { name: "data-abcdef0", size: 2 }, defaulted: ["name"], failures: [] },
        });
        expect(await checked({ source: at("a.img"), name: "data", size: 5 })).toEqual({
            ...{ set: {}, failures: [] },
        });
        expect(await checked({ source: at("a.img"), device: "/dev/sdb" })).toMatchObject({
            set: { name: "data-abcdef0" },
        });
    });

    test("is not needed any more once the volume is there, whose size stays", async () => {
        const previous = { source: at("gone.img"), name: "data-0123456", size: 7 };
        expect(await checked({ source: at("gone.img") }, previous)).toEqual({
            ...{ set: { name: "data-0123456", size: 7 }, defaulted: ["name"], failures: [] },
        });
        expect(await checked({ source: at("a.img") }, previous)).toMatchObject({ set: { size: 7 } });
    });

    test.each<[string, VolumeInputs, string]>([
        ["gone.img", {}, "there is no file PATH"],
        ["empty.img", {}, "PATH is empty"],
        [".", {}, "PATH is not a file"],
        ["a.img/below", {}, "PATH cannot be read: ENOTDIR"],
        [
            "a.img",
            { size: 1 },
            "PATH holds 1048577 bytes, which do not fit into 1 MiB; give a larger `size`, or none",
        ],
    ])("that is %s is refused for %j", async (name, more, reason) => {
        const source = at(name);
        const { failures } = await checked({ source, ...more });
        expect(failures).toEqual([{ property: "source", reason: reason.replace("PATH", source) }]);
    });

    test("is looked at again when it is read", async () => {
        expect(await contentOf(at("a.img"), { signal })).toEqual({
            length: (1 << 20) + 1,
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        });
        expect(await failureOf(contentOf(at("a.img"), { bytes: 512, signal }))).toMatchObject({
            property: "source",
            message: `${at("a.img")} holds 1048577 bytes, which do not fit into 512 bytes; give a larger \`size\`, or none`,
        });
        expect(await failureOf(contentOf(at("gone.img"), { signal }))).toMatchObject({
            property: "source",
            message: `there is no file ${at("gone.img")}`,
        });
    });
});
