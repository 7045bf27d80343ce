import { expect, test } from "@jest/globals";
import { access, copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Artifact } from "../../../provider/artifact/artifact";
import { diskAtHand, type DiskRequest } from "../../../provider/disk";
import { artifactOf, callWith } from "../../fixtures/disk/calls";
import { temporaryStore } from "../artifact/temporary-store";

const layout = temporaryStore();

const absent: Artifact = {
    ...{ name: "web.spt", digest: `sha256:${"ab".repeat(32)}`, size: 1, target: "spt", arch: "x86_64" },
    devices: [],
};

/** A file of this machine that is in the store as an image. */
async function present(target: "unix" | "virtio"): Promise<Artifact> {
    const file = join(layout().root, "..", "web");
    await copyFile(process.execPath, file);
    return artifactOf(layout(), file, { target });
}

test("a disk for a preview is not made of an image that would have to be built", async () => {
    const request: DiskRequest = { image: absent, kind: "appliance", args: [] };
    expect(await diskAtHand(callWith(layout().root), request)).toEqual({
        missing: "before web.spt is in this machine's store",
    });
    await expect(access(layout().root)).rejects.toThrow("ENOENT");
});

test.each([
    ["unix", "appliance", "before the appliance's parts have been fetched"],
    ["virtio", "native", "before the boot loader has been fetched"],
] as const)(
    "a disk for a preview with an image for %s is not made of parts that would have to be fetched",
    async (target, kind, missing) => {
        const image = await present(target);
        await mkdir(layout().parts);
        expect(await diskAtHand(callWith(layout().root), { image, kind, args: [] })).toEqual({ missing });
        expect(await readdir(layout().parts)).toEqual([]);
    },
);

test("a preview goes on when a disk cannot be made, and says why", async () => {
    const call = callWith(layout().root, { appliance: { lock: "/nonexistent.json" } });
    const image = await present("unix");
    expect(await diskAtHand(call, { image, kind: "appliance", args: [] })).toEqual({
        missing: expect.stringMatching(
            /^before this is mended: The lock of the appliance's parts, \/nonexistent\.json, cannot be used: /,
        ),
    });
});
