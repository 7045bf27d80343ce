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
    ["spt", { path: "a", readOnly: false, sectorSize: 512 }],
])("%s accepts the volume %j", async (target, storage) => {
    expect(await failuresOf({ image: imageFor(target), volumes: { storage } })).toEqual([]);
});
