import { expect, test } from "@jest/globals";
import type { InstanceInputs } from "../../../../provider/host/inputs";
import { imageFor } from "../images";
import { failuresOf } from "./failures";

type Volume = NonNullable<InstanceInputs["volumes"]>[string];

test.each<["unix" | "spt" | "virtio", Volume, string]>([
    [
        "virtio",
        { path: "a", sectorSize: 256 },
        ".sectorSize: 256 is not a sector size: a power of two, at least 512",
    ],
    [
        "spt",
        { path: "a", sectorSize: 1000 },
        ".sectorSize: 1000 is not a sector size: a power of two, at least 512",
    ],
    ...["a\nExecStartPre=b", `a "b" 'c'`].map((path): ["virtio", Volume, string] => [
        "virtio",
        { path },
        ".path: a path has no line breaks or other control characters, and not quotes of both kinds: rename the file",
    ]),
    ["virtio", {}, ": nothing says what to attach; give a `path` or a `secret`"],
    [
        "virtio",
        { path: "a", secret: { content: "b" } },
        ": it cannot be both a file and a secret; give one of `path` and `secret`",
    ],
    ["virtio", { secret: {} }, ".secret: give one of `content` and `base64`"],
    ["virtio", { secret: { content: "a", base64: "YQ==" } }, ".secret: give one of `content` and `base64`"],
    ["virtio", { secret: { base64: "a b-" } }, ".secret: its `base64` is not base64"],
    [
        "virtio",
        { secret: { content: "ä".repeat(32_769) } },
        ".secret: it holds 65538 bytes; a secret may have 65536",
    ],
    [
        "virtio",
        { secret: { content: "a" }, format: "qcow2" },
        ": a `secret` goes with its instance, as it is: leave `format` and `host` out",
    ],
    ["spt", { path: "a", format: "qcow2" }, ".format: spt reads raw volumes only; make it raw, or use qemu"],
    [
        "virtio",
        { path: "a", host: "kvm1" },
        ": it is on kvm1, but the instance is on this machine; make both on one host",
    ],
    ["unix", { path: "a" }, ": a process has no block devices; give it the file's path in `args`"],
    [
        "spt",
        { path: "a", readOnly: true },
        ".readOnly: spt cannot attach a volume read-only; leave it out, or use qemu",
    ],
])("%s refuses the volume %j", async (target, storage, message) => {
    const failures = await failuresOf({ image: imageFor(target), volumes: { storage } });
    expect(failures).toEqual([`volumes.storage${message}`]);
});

test.each<["spt" | "virtio", Volume]>([
    ["virtio", { path: "a", readOnly: true, sectorSize: 4096 }],
    ["virtio", { path: "a", format: "qcow2", host: "local" }],
    ["spt", { secret: { content: "a" } }],
    ["spt", { secret: { base64: "YQ" } }],
    ["spt", { secret: { base64: "YWFh\nYWFh\n" } }],
    ["spt", { path: "a", readOnly: false, sectorSize: 512 }],
])("%s accepts the volume %j", async (target, storage) => {
    expect(await failuresOf({ image: imageFor(target), volumes: { storage } })).toEqual([]);
});

test("a volume of another host is refused there, too", async () => {
    const host = { ssh: { host: "kvm2" } };
    const storage = (on: string) =>
        failuresOf({ host, image: imageFor("virtio"), volumes: { storage: { path: "/a", host: on } } });
    expect(await storage("kvm1")).toEqual([
        "volumes.storage: it is on kvm1, but the instance is on kvm2; make both on one host",
    ]);
    expect(await storage("local")).toEqual([
        "volumes.storage: it is on this machine, but the instance is on kvm2; make both on one host",
    ]);
    expect(await storage("kvm2")).toEqual([]);
});
