import { readFile, writeFile } from "node:fs/promises";

const multibootMagic = Buffer.from([0x02, 0xb0, 0xad, 0x1b]);
const xenNote = Buffer.from("Xen\0");

/** Writes a copy that QEMU can't take for a multiboot kernel, which it tries first. */
export function writePvhKernel(elf: string, copy: string): Promise<void> {
    return writeWithout(multibootMagic, elf, copy);
}

/** Writes a copy without a PVH entry point. */
export function writeMultibootKernel(elf: string, copy: string): Promise<void> {
    return writeWithout(xenNote, elf, copy);
}

async function writeWithout(mark: Buffer, elf: string, copy: string): Promise<void> {
    const bytes = await readFile(elf);
    const start = bytes.indexOf(mark);
    if (start < 0) throw new Error(`${elf} has no ${mark.toString("hex")}`);
    await writeFile(copy, bytes.fill(0, start, start + mark.length));
}
