import { blockBytes, descriptor } from "./iso9660";

/* How firmware finds what to boot on a CD: El Torito 1.0, and UEFI's section on it (13.3.2.1). */

const platform = { bios: 0, efi: 0xef } as const;
const entryBytes = 32;

export function bootRecord(catalog: number): Buffer {
    const bytes = descriptor(0);
    bytes.write("EL TORITO SPECIFICATION", 7, "latin1");
    bytes.writeUInt32LE(catalog, 71);
    return bytes;
}

interface Boots {
    /** The block of ISOLINUX. */
    readonly isolinux: number | undefined;
    /** The block of a FAT file system. */
    readonly efi: number | undefined;
}

/** ISOLINUX wants four sectors of it loaded, and loads the rest. UEFI takes 0 for all until the end. */
const sectors = { bios: 4, efi: 0 } as const;

export function bootCatalog({ isolinux, efi }: Boots): Buffer {
    const entries = [
        ...(isolinux === undefined ? [] : [{ kind: "bios" as const, block: isolinux }]),
        ...(efi === undefined ? [] : [{ kind: "efi" as const, block: efi }]),
    ];
    const [first, ...others] = entries;
    if (!first) throw new Error("nothing boots from it");
    const bytes = Buffer.alloc(blockBytes);
    Buffer.concat([
        validation(platform[first.kind]),
        bootEntry(first.block, sectors[first.kind]),
        ...others.flatMap(({ kind, block }, index) => [
            sectionHeader(platform[kind], index === others.length - 1),
            bootEntry(block, sectors[kind]),
        ]),
    ]).copy(bytes);
    return bytes;
}

/** The sum of its words is zero. */
function validation(id: number): Buffer {
    const entry = Buffer.alloc(entryBytes);
    entry.set([1, id]);
    entry.set([0x55, 0xaa], 30);
    let sum = 0;
    for (let at = 0; at < entryBytes; at += 2) sum += entry.readUInt16LE(at);
    entry.writeUInt16LE(-sum & 0xffff, 28);
    return entry;
}

function sectionHeader(id: number, isLast: boolean): Buffer {
    const entry = Buffer.alloc(entryBytes);
    entry.set([isLast ? 0x91 : 0x90, id, 1]);
    return entry;
}

function bootEntry(block: number, count: number): Buffer {
    const entry = Buffer.alloc(entryBytes);
    entry[0] = 0x88;
    entry.writeUInt16LE(count, 6);
    entry.writeUInt32LE(block, 8);
    return entry;
}

/** What ISOLINUX is told of where it is: mkisofs's "boot information table". */
export function withBootInfo(
    isolinux: Uint8Array,
    { descriptor: primary, own }: { readonly descriptor: number; readonly own: number },
): Buffer {
    const bytes = Buffer.from(isolinux);
    let sum = 0;
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    for (let at = 64; at < padded.length; at += 4) sum = (sum + padded.readUInt32LE(at)) >>> 0;
    bytes.fill(0, 8, 64);
    [primary, own, bytes.length, sum].forEach((value, index) => bytes.writeUInt32LE(value, 8 + index * 4));
    return bytes;
}
