import type { Abi, Architecture, Device, Target } from "./artifact";
import { bootProtocols, type BootProtocol } from "./boot";
import { readElf, type Elf } from "./elf/elf";
import { architectureOf } from "./elf/machine";
import { withFileSource } from "./elf/file";
import type { ByteSource } from "./elf/source";
import { processorOf } from "./processor";
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

/** What starts a flat file at its first byte. The file says nothing of itself. */
const startsFlat: ReadonlySet<Target> = new Set(["rpi4"]);

/** What is known of a flat file, from its first bytes and its target. Nothing for what has to be an ELF file, or is one. Pure. */
export function describeFlat(start: Buffer, target?: Target): Pick<ElfDescription, "arch"> | undefined {
    const arch = target && startsFlat.has(target) ? processorOf(target) : undefined;
    const isFlat = start.length > 0 && start.toString("latin1", 0, 4) !== "\x7fELF";
    return arch !== undefined && isFlat ? { arch } : undefined;
}

/** What is known of a file for a target: of a flat one where such are started, else of an ELF file. */
export async function describeFor(
    target: Target | undefined,
    source: ByteSource,
): Promise<Partial<ElfDescription> & Pick<ElfDescription, "arch">> {
    const start = await source.read(0, Math.min(source.size, 4));
    return describeFlat(start, target) ?? describeElf(source);
}
