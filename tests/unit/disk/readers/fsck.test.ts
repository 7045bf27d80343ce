import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileSystem } from "../../../../provider/disk/fat/file-system";
import { place } from "../../../../provider/disk/fat/place";
import type { File } from "../../../../provider/disk/fat/tree";
import { writeDisk } from "../../../fixtures/disk/written";
import { temporaryFolder } from "./temporary-folder";

const inFolder = temporaryFolder();
const mebibyte = 2 ** 20;

function formatted(files: readonly File[], size = 64 * mebibyte): string {
    const volume = { label: "UNIKERNEL", serial: 0x1234abcd, hiddenSectors: 2048 };
    const extents = fileSystem(place(files, size / 512), volume);
    return writeDisk(inFolder("fat.img"), { size, extents: () => extents });
}

/** How many files it finds. Whatever it has to complain of is a line of its own. */
function filesFoundIn(image: string): number {
    const output = execFileSync("fsck.vfat", ["-n", image], { encoding: "utf8" });
    expect(output).toMatch(/^fsck\.fat .*\n.*: \d+ files, \d+\/\d+ clusters\n$/);
    return Number(/: (\d+) files/.exec(output)?.[1]);
}

function readBack(image: string, path: string): Buffer {
    const folder = inFolder("read");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    execFileSync("mcopy", ["-s", "-n", "-i", image, `::${path}`, folder]);
    return readFileSync(join(folder, path.slice(path.lastIndexOf("/") + 1)));
}

const letters = fc.constantFrom(..."abcXYZ0189-_ .+äß€".split(""));
const name = fc
    .string({ unit: letters, minLength: 1, maxLength: 40 })
    .filter((text) => !/^[ .]|[ .]$/.test(text));
/** No two differ by their case alone. */
const tree = fc
    .uniqueArray(fc.array(name, { minLength: 1, maxLength: 3 }), {
        maxLength: 12,
        selector: (steps) => steps[0]?.toLowerCase(),
    })
    .chain((paths) =>
        fc.tuple(
            ...paths.map((steps) =>
                fc.record({ path: fc.constant(steps.join("/")), bytes: fc.uint8Array({ maxLength: 3000 }) }),
            ),
        ),
    );

test("any files in any folders are sound to fsck, and mtools reads them back", () => {
    fc.assert(
        fc.property(tree, (files) => {
            const image = formatted(files);
            filesFoundIn(image);
            for (const { path, bytes } of files) expect(readBack(image, path).equals(bytes)).toBe(true);
        }),
        { numRuns: 12 },
    );
});

test("names that are alike in their first letters are told apart", () => {
    const files = Array.from({ length: 12 }, (_, index) => ({
        path: `loader/a long name ${index}.conf`,
        bytes: Buffer.from(String(index)),
    }));
    const image = formatted(files);
    filesFoundIn(image);
    for (const { path, bytes } of files) expect(readBack(image, path).equals(bytes)).toBe(true);
});

test("a folder may be longer than a cluster", () => {
    const files = Array.from({ length: 100 }, (_, index) => ({
        path: `folder/file-number-${index}`,
        bytes: Buffer.from(String(index)),
    }));
    const image = formatted(files);
    expect(filesFoundIn(image)).toBe(102);
    expect(readBack(image, "folder/file-number-99").toString()).toBe("99");
});

test.each([40, 300, 1024, 9 * 1024, 20 * 1024])("a partition of %i MiB is sound, empty or not", (size) => {
    filesFoundIn(formatted([], size * mebibyte));
    const bytes = Buffer.alloc(5 * mebibyte, "unikernel");
    const image = formatted([{ path: "EFI/BOOT/BOOTX64.EFI", bytes }], size * mebibyte);
    filesFoundIn(image);
    expect(readBack(image, "EFI/BOOT/BOOTX64.EFI").equals(bytes)).toBe(true);
});
