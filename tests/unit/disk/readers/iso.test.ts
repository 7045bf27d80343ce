import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { bootableDisk, smallestCd } from "../../../../provider/disk/bootable";
import type { File } from "../../../../provider/disk/fat/tree";
import { writeDisk } from "../../../fixtures/disk/written";
import { temporaryFolder } from "./temporary-folder";

const inFolder = temporaryFolder();

const isolinux = Buffer.alloc(38_912, "ISOLINUX");

function run(program: string, ...argv: string[]): string {
    return execFileSync(program, argv, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function disc(files: readonly File[]): string {
    const size = smallestCd(files);
    return writeDisk(inFolder("disc.iso"), bootableDisk({ files, size, uefi: true, cd: { isolinux } }));
}

const files = fc
    .uniqueArray(fc.constantFrom("linux", "initrd", "syslinux.cfg", "ldlinux.c32", "EFI/BOOT/BOOTX64.EFI"), {
        minLength: 1,
    })
    .chain((paths) =>
        fc.tuple(
            ...paths.map((path) =>
                fc.uint8Array({ minLength: 1, maxLength: 5000 }).map((bytes) => ({ path, bytes })),
            ),
        ),
    );

test("readers of CDs find all files of the root, those of FAT find all, and the tables are sound", () => {
    fc.assert(
        fc.property(files, (each) => {
            const iso = disc(each);
            for (const { path, bytes } of each.filter(({ path }) => !path.includes("/"))) {
                const name = `/${path.toUpperCase()}${path.includes(".") ? "" : "."};1`;
                const found = execFileSync("isoinfo", ["-i", iso, "-x", name]);
                expect([path, found.equals(bytes)]).toEqual([path, true]);
            }
            for (const { path, bytes } of each) {
                run("mcopy", "-n", "-o", "-i", `${iso}@@1M`, `::/${path}`, inFolder("file"));
                expect([path, readFileSync(inFolder("file")).equals(bytes)]).toEqual([path, true]);
            }
            expect(run("sgdisk", "-v", iso)).toContain("No problems found.");
            const partition = inFolder("partition");
            run("dd", `if=${iso}`, `of=${partition}`, "bs=1M", "skip=1", "conv=sparse", "status=none");
            run("truncate", "-s", "-1M", partition);
            run("fsck.vfat", "-n", partition);
        }),
        { numRuns: 12 },
    );
});

test("xorriso finds what BIOS and what UEFI boot from", () => {
    const iso = disc([{ path: "linux", bytes: Buffer.from("Linux") }]);
    const report = run("xorriso", "-indev", `stdio:${iso}`, "-report_el_torito", "plain");
    expect(report).toMatch(/El Torito catalog *: 22 +1/);
    expect(report).toMatch(/El Torito boot img *: +1 +BIOS +y +none +0x0000 +0x00 +4 +23/);
    expect(report).toMatch(/El Torito boot img *: +2 +UEFI +y +none +0x0000 +0x00 +0 +512/);
    expect(report).toMatch(/El Torito img path *: +1 +\/ISOLINUX.BIN/);
    expect(report).toMatch(/El Torito img opts *: +1 +boot-info-table/);
    expect(run("isoinfo", "-d", "-i", iso)).toContain("Volume id: UNIKERNEL");
    expect(run("file", "-b", iso)).toContain(
        "ISO 9660 CD-ROM filesystem data (DOS/MBR boot sector) 'UNIKERNEL' (bootable)",
    );
});

test("a disc of 30 MiB of files is hardly larger, and the same each time", () => {
    const files = [{ path: "initrd", bytes: Buffer.alloc(30 * 2 ** 20, "initrd") }];
    expect(smallestCd(files)).toBe(36 * 2 ** 20);
    const first = readFileSync(disc(files));
    expect(first.equals(readFileSync(disc(files)))).toBe(true);
    expect(first.length).toBe(36 * 2 ** 20);
});
