import type { Device } from "../../../provider/artifact/artifact";
import { note, noteSection, type SyntheticSection } from "./elf/synthetic";
import { u32 } from "./elf/fields";

/** The types of manifest entries, as Solo5's mft_abi.h numbers them. */
const entryTypes = { block: 1, net: 2, reserved: 0x40000000 } as const;

export interface ManifestEntry {
    readonly name: string;
    readonly type: number;
}

/** What solo5-elftool gen-manifest makes: a reserved entry, and then one for each device. */
export function manifestNote(devices: readonly Device[]): Buffer {
    const reserved = { name: "", type: entryTypes.reserved };
    return rawManifest([reserved, ...devices.map(({ name, type }) => ({ name, type: entryTypes[type] }))]);
}

export function rawManifest(entries: readonly ManifestEntry[], version = 1, count = entries.length): Buffer {
    const descriptor = Buffer.concat([u32(0), u32(version), u32(count), ...entries.map(encodeEntry)]);
    return note("Solo5", 0x3154464d, descriptor);
}

export function manifestSection(devices: readonly Device[]): SyntheticSection {
    return noteSection(".note.solo5.manifest", manifestNote(devices), 8);
}

export function abiSection(target: number, version: number): SyntheticSection {
    const descriptor = Buffer.concat([u32(target), u32(version), u32(0), u32(0)]);
    return noteSection(".note.solo5.abi", note("Solo5", 0x31494241, descriptor));
}

function encodeEntry({ name, type }: ManifestEntry): Buffer {
    const entry = Buffer.alloc(104);
    entry.write(name, 0, 68, "latin1");
    entry.writeUInt32LE(type, 68);
    return entry;
}
