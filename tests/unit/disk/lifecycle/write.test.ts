import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storeLayout } from "../../../../provider/artifact/layout";
import { writeImage } from "../../../../provider/disk/lifecycle/write";
import { ownMark } from "../../../../provider/process/owner";
import { callWith } from "../../../fixtures/disk/calls";

let folder = "";
beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "write-"));
});
afterEach(() => rm(folder, { recursive: true }));

const image = { size: 4096, extents: () => [{ offset: 512, bytes: Buffer.alloc(512, 1) }] };
const write = (file: string) => writeImage(callWith(join(folder, "store")), file, image);
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test("a disk in a folder of the user's can be opened by whom the umask lets in, as libvirt's user has to", async () => {
    const umask = process.umask(0o022);
    try {
        await write(join(folder, "dist/disks/web.raw"));
        expect(await modeOf(join(folder, "dist"))).toBe(0o755);
        expect(await modeOf(join(folder, "dist/disks"))).toBe(0o755);
    } finally {
        process.umask(umask);
    }
});

test("a folder that is there stays as it is, and the store is its user's alone", async () => {
    await chmod(folder, 0o750);
    await write(join(folder, "web.raw"));
    expect(await modeOf(folder)).toBe(0o750);
    const { disks } = storeLayout(join(folder, "store"));
    await write(join(disks, "web.raw"));
    expect(await modeOf(disks)).toBe(0o700);
});

test("what a killed run left beside a disk goes with the next, and nothing else does", async () => {
    const own = await ownMark();
    const dead = own.replace(/^\d+\.[^.]+/, "1.0");
    const litter = `.web.raw~0123456789ab~${dead}`;
    const others = [`.web.raw~0123456789ab~${own}`, `.db.raw~0123456789ab~${dead}`, ".web.raw~", "notes.md"];
    for (const name of [litter, ...others]) await writeFile(join(folder, name), "");
    await write(join(folder, "web.raw"));
    expect((await readdir(folder)).sort()).toEqual([...others, "web.raw"].sort());
});
