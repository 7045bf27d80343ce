import type { Extent } from "../disk-image";
import { bootCatalog, bootRecord, withBootInfo } from "./el-torito";
import { blockBytes, directory, pathTable, primaryDescriptor, terminator, type IsoFile } from "./iso9660";

/**
 * What makes a CD of a disk, too: ISO 9660 (ECMA-119) has no say in the first 32 KiB, where GPT is, and all of it is in
 * front of the only partition. Its files are those of the partition, in the same place; from the partition itself UEFI boots.
 */
export interface Iso {
    /** In bytes. */
    readonly size: number;
    readonly files: readonly IsoFile[];
    /** ISOLINUX, for BIOS. */
    readonly isolinux?: Uint8Array;
    /** The block of the partition that UEFI is to boot from. */
    readonly efiBlock?: number;
}

const at = { descriptors: 16, pathTables: 19, root: 21, catalog: 22, isolinux: 23 } as const;

/** All there is in front of the partition, besides its table. */
export function isoExtents({ size, files, isolinux, efiBlock }: Iso): Extent[] {
    const own: IsoFile[] = [
        { name: "boot.cat", block: at.catalog, bytes: blockBytes },
        ...(isolinux ? [{ name: "isolinux.bin", block: at.isolinux, bytes: isolinux.length }] : []),
    ];
    const start = Buffer.concat([
        primaryDescriptor({ blocks: size / blockBytes, pathTables: at.pathTables, root: at.root }),
        bootRecord(at.catalog),
        terminator(),
        pathTable(at.root, "little"),
        pathTable(at.root, "big"),
        directory([...own, ...files], at.root),
        bootCatalog({ isolinux: isolinux && at.isolinux, efi: efiBlock }),
    ]);
    const bios = isolinux && withBootInfo(isolinux, { descriptor: at.descriptors, own: at.isolinux });
    return [{ offset: at.descriptors * blockBytes, bytes: bios ? Buffer.concat([start, bios]) : start }];
}
