import { createHash } from "node:crypto";
import type { DiskImage, Extent } from "./disk-image";
import { attribute } from "./fat/directory";
import { fileSystem } from "./fat/file-system";
import { fewestClusters, sectorOf } from "./fat/layout";
import { place, sectorsOf, type Placed } from "./fat/place";
import type { File } from "./fat/tree";
import { partitionTable, partitionType, reservedSectors, sectorBytes } from "./gpt/gpt";
import { guidOf } from "./gpt/guid";
import { isoExtents } from "./iso/iso";
import type { IsoFile } from "./iso/iso9660";
import type { Loader } from "./syslinux/installer";
import { patched, systemFile } from "./syslinux/patch";
import { aligned } from "./tar/aligned";

/** What boots from a disk. */
export interface Bootable {
    readonly files: readonly File[];
    readonly size: number;
    /** With UEFI: the partition is then one that firmware looks at. */
    readonly uefi: boolean;
    /** With BIOS: SYSLINUX, and what a BIOS starts to find it. Its configuration is among the files. */
    readonly bios?: { readonly loader: Loader; readonly bootCode: Uint8Array };
    /** Boots from a CD, too: with BIOS by ISOLINUX. */
    readonly cd?: { readonly isolinux?: Uint8Array };
}

/** The same, whatever the size and what it is on. */
export type Contents = Omit<Bootable, "size" | "cd">;

/** Where the only partition begins, and what is left free behind it: 1 MiB, as all partitioning tools do. */
export const margin = 2048;

const systemPath = "ldlinux.sys";

const sectorsPerBlock = 4;

/** A disk of one partition, GPT and FAT32, from which its files boot. Its GUIDs and its serial number come of what is on it. */
export function bootableDisk({ files, size, uefi, bios, cd }: Bootable): DiskImage {
    const sectors = size / sectorBytes;
    const partitionSectors = sectors - 2 * margin;
    const all = [...(bios ? loaderFiles(bios.loader) : []), ...files];
    const placed = place(all, partitionSectors, cd ? sectorsPerBlock : 1);
    const boot = bios && patched(bios.loader, sectorsOf(placed, systemPath));
    const identity = identityOf(all, size);
    const volume = {
        label: "UNIKERNEL",
        serial: Number.parseInt(identity.slice(0, 8), 16),
        hiddenSectors: margin,
        loader: boot?.bootSector,
    };
    const partition = {
        type: uefi ? partitionType.efiSystem : partitionType.basicData,
        guid: guidOf("partition", identity),
        name: "unikernel",
        firstSector: margin,
        sectors: partitionSectors,
        legacyBoot: bios !== undefined,
    };
    const table = partitionTable({
        guid: guidOf("disk", identity),
        sectors,
        partitions: [partition],
        bootCode: bios?.bootCode ?? new Uint8Array(),
    });
    const contents = new Map(boot ? [[systemPath, boot.system]] : []);
    const iso = cd
        ? isoExtents({
              size,
              files: filesOnCd(placed),
              isolinux: cd.isolinux,
              efiBlock: uefi ? margin / sectorsPerBlock : undefined,
          })
        : [];
    const inPartition = fileSystem(placed, volume, contents).map(moved(margin * sectorBytes));
    const extents = [...table, ...iso, ...inPartition];
    const inOrder = extents.sort((one, other) => one.offset - other.offset);
    return { size, extents: () => aligned(inOrder, sectorBytes) };
}

/** Those of the root: it is all that ISOLINUX looks into. */
function filesOnCd({ layout, files }: Placed): IsoFile[] {
    return [...files]
        .filter(([{ path }]) => !path.includes("/"))
        .map(([{ path, bytes }, { first }]) => ({
            name: path,
            block: first === 0 ? 0 : (margin + sectorOf(layout, first)) / sectorsPerBlock,
            bytes: bytes.length,
        }));
}

function loaderFiles(loader: Loader): File[] {
    const attributes = attribute.readOnly | attribute.hidden | attribute.system;
    return [
        { path: systemPath, bytes: systemFile(loader), attributes },
        { path: "ldlinux.c32", bytes: loader.core, attributes },
    ];
}

export function identityOf(files: readonly File[], size: number): string {
    const hash = createHash("sha256").update(String(size));
    for (const { path, bytes, digest } of files) {
        hash.update(`\0${path}\0${bytes.length}\0`).update(digest ?? bytes);
    }
    return hash.digest("hex");
}

export function moved(by: number): (extent: Extent) => Extent {
    return ({ offset, bytes }) => ({ offset: offset + by, bytes });
}

/** The whole GiB that files of so many bytes need. */
export function smallestGiB(files: readonly File[]): number {
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    // Tables and what is left of each file's last cluster take less than a hundredth.
    const needed = bytes * 1.01 + 2 * (margin + reservedSectors.first) * sectorBytes;
    return Math.max(1, Math.ceil(needed / 2 ** 30));
}

/** The whole MiB that files of so many bytes need on a CD, which is as small as a FAT32 can be. */
export function smallestCd(files: readonly File[]): number {
    const mebibyte = 2 ** 20;
    const bytes = files.reduce((sum, file) => sum + file.bytes.length + 4096, 0);
    const needed = Math.max(fewestClusters * sectorBytes, bytes) * 1.02 + 2 * margin * sectorBytes;
    return Math.ceil(needed / mebibyte + 1) * mebibyte;
}
