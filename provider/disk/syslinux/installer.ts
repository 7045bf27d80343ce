import { UserError } from "../../protocol/errors";

/** What SYSLINUX's installer has in itself. */
export interface Loader {
    /** One sector, to be merged with that of the file system. */
    readonly bootSector: Uint8Array;
    /** `ldlinux.sys`, which the boot sector loads by its sectors. */
    readonly system: Uint8Array;
    /** `ldlinux.c32`, of the same build as the former. */
    readonly core: Uint8Array;
}

const bootSectorStart = Buffer.from("\xeb\x58\x90SYSLINUX", "latin1");
const systemStart = Buffer.from("\r\nSYSLINUX ", "latin1");
const elfMagic = Buffer.from("\x7fELF", "latin1");
const sectorBytes = 512;

/** Takes the loader out of the program `syslinux`, in whose data its three parts follow each other. */
export function loaderOf(installer: Buffer): Loader {
    const boot = installer.indexOf(bootSectorStart);
    const system = boot + sectorBytes;
    const end = endOfSystem(installer, system);
    if (
        boot < 0 ||
        !installer.subarray(system).subarray(0, systemStart.length).equals(systemStart) ||
        end < 0
    ) {
        throw new UserError(
            "The program syslinux of the appliance's parts is not laid out as version 6.04 is: it holds no loader that is known.",
        );
    }
    return {
        bootSector: installer.subarray(boot, system),
        system: installer.subarray(system, end),
        core: installer.subarray(end, end + elfSize(installer.subarray(end))),
    };
}

/** It is whole sectors long, and behind it is an ELF module. It holds other modules, but none at such a place. */
function endOfSystem(installer: Buffer, start: number): number {
    for (let end = start + sectorBytes; end < installer.length; end += sectorBytes) {
        if (installer.subarray(end, end + elfMagic.length).equals(elfMagic)) return end;
    }
    return -1;
}

/** A module ends with its table of sections. */
function elfSize(module: Buffer): number {
    return module.readUInt32LE(32) + module.readUInt16LE(46) * module.readUInt16LE(48);
}
