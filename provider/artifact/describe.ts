import type { Abi, Architecture, Device } from "./artifact";
import { bootProtocols, type BootProtocol } from "./boot";
import { readElf, type Elf } from "./elf/elf";
import { architectureOf } from "./elf/machine";
import { withFileSource } from "./elf/file";
import type { ByteSource } from "./elf/source";
import { manifestDevices, soloAbi } from "./solo5";

/** What an ELF file says of itself that decides how it is run. */
export interface ElfDescription {
    readonly elf: Elf;
    readonly arch: Architecture;
    /** Nothing for a file without a Solo5 manifest. */
    readonly devices?: Device[];
    readonly abi?: Abi;
    readonly boot: BootProtocol[];
}

/** Throws a UserError, with the path in it, for a file that is no sound ELF file of a known architecture. */
export function describeFile(path: string): Promise<ElfDescription> {
    return withFileSource(path, describeElf);
}

export async function describeElf(source: ByteSource): Promise<ElfDescription> {
    const elf = await readElf(source);
    return {
        elf,
        arch: architectureOf(source, elf.header),
        devices: manifestDevices(source, elf.notes),
        abi: soloAbi(source, elf.notes),
        boot: await bootProtocols(source, elf.notes),
    };
}
