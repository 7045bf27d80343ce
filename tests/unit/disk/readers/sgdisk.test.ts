import { expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { bootableDisk } from "../../../../provider/disk/bootable";
import { writeDisk } from "../../../fixtures/disk/written";
import { temporaryFolder } from "./temporary-folder";

const inFolder = temporaryFolder();
const gibibyte = 2 ** 30;

function sgdisk(...argv: string[]): string {
    return execFileSync("sgdisk", argv, { encoding: "utf8" });
}

test.each([1, 3, 20])("the partition table of a disk of %i GiB is sound to sgdisk", (size) => {
    const files = [{ path: "EFI/BOOT/BOOTX64.EFI", bytes: Buffer.from("MZ") }];
    const disk = bootableDisk({ files, size: size * gibibyte, uefi: true });
    const image = writeDisk(inFolder("disk.raw"), disk);
    expect(sgdisk("-v", image)).toContain("No problems found.");
    const partition = sgdisk("-i", "1", image);
    expect(partition).toContain("(EFI system partition)");
    expect(partition).toContain("Partition name: 'unikernel'");
    expect(partition).toContain("First sector: 2048 (at 1024.0 KiB)");
});
