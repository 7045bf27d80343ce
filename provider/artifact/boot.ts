import { z } from "zod";
import type { Note } from "./elf/note";
import type { ByteSource } from "./elf/source";

export const BootProtocol = z
    .enum(["pvh", "multiboot", "multiboot2"])
    .meta({ id: "index:BootProtocol" })
    .describe(
        "A way of starting a kernel without a tender: `pvh` (QEMU, Firecracker, Xen), `multiboot` (QEMU, GRUB, SYSLINUX), " +
            "`multiboot2` (GRUB).",
    );
export type BootProtocol = z.output<typeof BootProtocol>;

/** XEN_ELFNOTE_PHYS32_ENTRY: where a hypervisor enters the kernel. */
const pvhEntryType = 18;

/** How far into a file a loader looks for a multiboot header of either version. */
const searchBytes = { multiboot: 8192, multiboot2: 32_768 } as const;

export async function bootProtocols(source: ByteSource, notes: readonly Note[]): Promise<BootProtocol[]> {
    const start = await source.read(0, Math.min(source.size, searchBytes.multiboot2));
    const found: BootProtocol[] = [];
    if (notes.some(({ owner, type }) => owner === "Xen" && type === pvhEntryType)) found.push("pvh");
    if (hasMultiboot(start.subarray(0, searchBytes.multiboot))) found.push("multiboot");
    if (hasMultiboot2(start)) found.push("multiboot2");
    return found;
}

/** Magic number, flags and a checksum that makes their sum zero, at a multiple of four. */
function hasMultiboot(bytes: Buffer): boolean {
    return hasHeader(bytes, { magic: 0x1badb002, step: 4, words: 3 });
}

/** Magic number, architecture, length and checksum, at a multiple of eight. */
function hasMultiboot2(bytes: Buffer): boolean {
    return hasHeader(bytes, { magic: 0xe85250d6, step: 8, words: 4 });
}

function hasHeader(
    bytes: Buffer,
    { magic, step, words }: { magic: number; step: number; words: number },
): boolean {
    const wanted = Buffer.alloc(4);
    wanted.writeUInt32LE(magic);
    for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) {
        if (at % step === 0 && sumOfWords(bytes.subarray(at, at + words * 4)) === 0) return true;
    }
    return false;
}

function sumOfWords(bytes: Buffer): number {
    let sum = 0;
    for (let at = 0; at + 4 <= bytes.length; at += 4) sum = (sum + bytes.readUInt32LE(at)) >>> 0;
    return sum;
}
