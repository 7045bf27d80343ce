import { expect, test } from "@jest/globals";
import { access, mkdir, readdir, writeFile } from "node:fs/promises";
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

/** Something that is in the store as an image. */
async function present(target: "unix" | "virtio"): Promise<Artifact> {
    const file = join(layout().root, "..", "web");
    await writeFile(file, target);
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
        const call = callWith(layout().root, { appliance: { mirror: "http://mirror.example" } });
        expect(await diskAtHand(call, { image, kind, args: [] })).toEqual({ missing });
        expect(await readdir(layout().parts)).toEqual([]);
    },
);

test("a preview on a machine whose apt has no packages of Debian's says so, and what to do", async () => {
    const tools = join(layout().root, "..", "tools");
    await mkdir(tools);
    const answer = "http://archive.example/ubuntu/ Ubuntu";
    await writeFile(join(tools, "apt-get"), `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
    const { PATH: path = "" } = process.env;
    process.env.PATH = `${tools}:${path}`;
    try {
        const request: DiskRequest = { image: await present("unix"), kind: "appliance", args: [] };
        const advice =
            "Name a mirror of Debian with `pulumi config set --path unikernel:appliance.mirror URL`, of a snapshot archive " +
            "together with `unikernel:appliance.snapshot`";
        expect(await diskAtHand(callWith(layout().root), request)).toEqual({
            missing:
                "before this is mended: an appliance's parts are Debian's, and this machine's apt has packages of Ubuntu only. " +
                advice,
        });
    } finally {
        process.env.PATH = path;
    }
});

test("a preview goes on when a disk cannot be made, and says why", async () => {
    const call = callWith(layout().root, { appliance: { lock: "/nonexistent.json" } });
    const image = await present("unix");
    expect(await diskAtHand(call, { image, kind: "appliance", args: [] })).toEqual({
        missing: expect.stringMatching(
            /^before this is mended: The lock of the appliance's parts, \/nonexistent\.json, cannot be used: /,
        ),
    });
});
