// The notes of a Solo5 executable: a 64-bit little-endian ELF file.
const noteSegment = 4;
const deviceTypes = new Map([
    [1, "BLOCK_BASIC"],
    [2, "NET_BASIC"],
]);
const targets = new Map([
    [1, "hvt"],
    [2, "spt"],
    [3, "virtio"],
    [4, "muen"],
    [5, "genode"],
    [6, "xen"],
]);

/** The devices and the target; nothing for a file without both notes. */
export function readNotes(bytes) {
    if (bytes.length < 64 || bytes.readUInt32BE(0) !== 0x7f454c46) return undefined;
    const found = [...segments(bytes), ...sections(bytes)].flatMap((range) => [...notesIn(bytes, range)]);
    const manifest = found.find(({ type }) => type === 0x3154464d)?.descriptor;
    const abi = found.find(({ type }) => type === 0x31494241)?.descriptor;
    if (manifest === undefined || abi === undefined) return undefined;
    return { devices: devicesIn(manifest), target: targets.get(abi.readUInt32LE(0)) };
}

function segments(bytes) {
    const start = Number(bytes.readBigUInt64LE(32));
    return Array.from({ length: bytes.readUInt16LE(56) }, (_, index) => start + index * 56)
        .filter((at) => bytes.readUInt32LE(at) === noteSegment)
        .map((at) => ({
            offset: Number(bytes.readBigUInt64LE(at + 8)),
            size: Number(bytes.readBigUInt64LE(at + 32)),
        }));
}

function sections(bytes) {
    const start = Number(bytes.readBigUInt64LE(40));
    return Array.from({ length: bytes.readUInt16LE(60) }, (_, index) => start + index * 64)
        .filter((at) => bytes.readUInt32LE(at + 4) === 7)
        .map((at) => ({
            offset: Number(bytes.readBigUInt64LE(at + 24)),
            size: Number(bytes.readBigUInt64LE(at + 32)),
        }));
}

function* notesIn(bytes, { offset, size }) {
    const padded = (length) => (length + 3) & ~3;
    for (let at = offset; at + 12 <= offset + size;) {
        const nameSize = bytes.readUInt32LE(at);
        const descriptorSize = bytes.readUInt32LE(at + 4);
        const descriptor = at + 12 + padded(nameSize);
        const owner = bytes.toString("latin1", at + 12, at + 12 + nameSize - 1);
        if (owner === "Solo5") {
            const type = bytes.readUInt32LE(at + 8);
            yield { type, descriptor: bytes.subarray(descriptor, descriptor + descriptorSize) };
        }
        at = descriptor + padded(descriptorSize);
    }
}

function devicesIn(manifest) {
    return Array.from({ length: manifest.readUInt32LE(8) }, (_, index) => manifest.subarray(12 + index * 104))
        .map((entry) => ({
            name: entry.toString("latin1", 0, entry.indexOf(0)),
            type: deviceTypes.get(entry.readUInt32LE(68)),
        }))
        .filter(({ type }) => type !== undefined);
}
