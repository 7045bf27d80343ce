import type { Architecture } from "../../artifact/artifact";

/** The first word of a 64-bit Mach-O file, which macOS has where others have ELF, and its processor types. */
const magic = 0xfeedfacf;
const processors: Readonly<Record<number, Architecture>> = { 0x01000007: "x86_64", 0x0100000c: "aarch64" };

/** The instruction set of a macOS program; nothing for any other file. */
export function machOArchitecture(bytes: Buffer): Architecture | undefined {
    if (bytes.length < 8 || bytes.readUInt32LE(0) !== magic) return undefined;
    return processors[bytes.readUInt32LE(4)];
}
