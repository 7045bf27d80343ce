import type { Abi, Device } from "./artifact";
import type { Note } from "./elf/note";
import { malformed, type ByteSource } from "./elf/source";

/* The notes that Solo5's linker scripts put into a unikernel: include/solo5/{mft,elf}_abi.h in its sources. */

const owner = "Solo5";
const manifestType = 0x3154464d;
const abiType = 0x31494241;

/** Four bytes of padding stand before a manifest's fields, which are aligned to eight. */
const manifestHeaderBytes = 12;
const entryBytes = 104;
const typeOffset = 68;
const maxEntries = 64;

const deviceTypes: Readonly<Record<number, Device["type"]>> = { 1: "block", 2: "net" };

/** Always first in a manifest, for Solo5's own use. */
const reservedType = 0x40000000;

const abiTargets: Readonly<Record<number, string>> = {
    1: "hvt",
    2: "spt",
    3: "virtio",
    4: "muen",
    5: "genode",
    6: "xen",
};

/** The devices a unikernel declares, in their order; nothing for a file without a manifest. */
export function manifestDevices(source: ByteSource, notes: readonly Note[]): Device[] | undefined {
    const note = notes.find((each) => each.owner === owner && each.type === manifestType);
    return note && parseManifest(source, note.descriptor);
}

/** Which tender or hypervisor a unikernel was linked for; nothing for a file without an ABI note. */
export function soloAbi(source: ByteSource, notes: readonly Note[]): Abi | undefined {
    const note = notes.find((each) => each.owner === owner && each.type === abiType);
    if (note === undefined) return undefined;
    if (note.descriptor.length < 8) throw malformed(source, "has a damaged Solo5 ABI note");
    const number = note.descriptor.readUInt32LE(0);
    const target = abiTargets[number];
    if (target === undefined)
        throw malformed(source, `is linked for a Solo5 target that is not known: ${number}`);
    return { target, version: note.descriptor.readUInt32LE(4) };
}

function parseManifest(source: ByteSource, bytes: Buffer): Device[] {
    if (bytes.length < manifestHeaderBytes) throw malformed(source, "has a damaged Solo5 manifest");
    const [version, count] = [bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
    if (version !== 1) {
        throw malformed(source, `has a Solo5 manifest of version ${version}; only version 1 is known`);
    }
    if (count > maxEntries || bytes.length < manifestHeaderBytes + count * entryBytes) {
        throw malformed(source, `has a damaged Solo5 manifest: it says ${count} entries`);
    }
    const entries = Array.from({ length: count }, (_, index) => parseEntry(source, entryAt(bytes, index)));
    return withoutRepeats(
        source,
        entries.filter((entry) => entry !== undefined),
    );
}

function entryAt(manifest: Buffer, index: number): Buffer {
    const start = manifestHeaderBytes + index * entryBytes;
    return manifest.subarray(start, start + entryBytes);
}

function parseEntry(source: ByteSource, entry: Buffer): Device | undefined {
    const number = entry.readUInt32LE(typeOffset);
    if (number === reservedType) return undefined;
    const name = entry.toString("latin1", 0, entry.indexOf(0));
    const type = deviceTypes[number];
    if (!/^[0-9A-Za-z]{1,67}$/.test(name)) {
        throw malformed(
            source,
            `has a Solo5 manifest with a device name that is not allowed: ${JSON.stringify(name)}`,
        );
    }
    if (type === undefined) {
        throw malformed(
            source,
            `has a Solo5 manifest with a device of an unknown type: ${name} is of type ${number}`,
        );
    }
    return { name, type };
}

function withoutRepeats(source: ByteSource, devices: Device[]): Device[] {
    const repeated = devices.find(
        ({ name }, index) => devices.findIndex((other) => other.name === name) < index,
    );
    if (repeated)
        throw malformed(source, `has a Solo5 manifest that names the device ${repeated.name} twice`);
    return devices;
}
