import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DiskImage } from "../../../../provider/disk/disk-image";
import { tarOf } from "../../../../provider/disk/tar/sparse-tar";
import { arbitraryDisk, contentsOf } from "../arbitrary-disk";

let folder = "";
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sparse-tar-"));
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

/** GNU tar's complaints fail the command or are on stderr. */
function unpack(disk: DiskImage): { size: number; blocks: number; contents: () => Buffer } {
    const input = Buffer.concat([...tarOf("disk.raw", disk)]);
    execFileSync("tar", ["-xf", "-", "-C", folder], { input });
    const file = join(folder, "disk.raw");
    const { size, blocks } = statSync(file);
    return { size, blocks, contents: () => readFileSync(file) };
}

test("GNU tar unpacks any disk, holes and all", () => {
    fc.assert(
        fc.property(arbitraryDisk, (disk) => {
            expect(unpack(disk).contents().equals(contentsOf(disk))).toBe(true);
        }),
        { numRuns: 30 },
    );
});

test("a disk of 20 GiB with a few sectors is a tar of a few blocks, and sparse when it is unpacked", () => {
    const gibibyte = 2 ** 30;
    const extents = [0, 7, 8, 9, 12, 19].map((at) => ({
        offset: at * gibibyte,
        bytes: new Uint8Array(4096).fill(at + 1),
    }));
    const disk = { size: 20 * gibibyte, extents: () => extents };
    const bytes = [...tarOf("disk.raw", disk)].reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBe(30_720);
    const { size, blocks } = unpack(disk);
    expect(size).toBe(20 * gibibyte);
    expect(blocks).toBeLessThan(200);
});

test("two tars of one disk are the same", () => {
    const extents = [{ offset: 512, bytes: new Uint8Array(5) }];
    const disk = { size: 1024, extents: () => extents };
    expect(Buffer.concat([...tarOf("disk.raw", disk)])).toEqual(Buffer.concat([...tarOf("disk.raw", disk)]));
});
