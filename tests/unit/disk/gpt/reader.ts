/* Reads a GUID partition table by chapter 5 of the UEFI specification, with nothing of what writes one. */

export interface Entry {
    readonly type: string;
    readonly guid: string;
    readonly first: number;
    readonly last: number;
    readonly attributes: bigint;
    readonly name: string;
}

/** One of a table's two copies. Places are in sectors. */
export interface Copy {
    readonly disk: string;
    readonly own: number;
    readonly other: number;
    readonly firstUsable: number;
    readonly lastUsable: number;
    /** Of the entries, used or not: the first sector and the last. */
    readonly list: readonly [first: number, last: number];
    /** Those that are used. */
    readonly entries: readonly Entry[];
    /** Which of its parts are not as they have to be. */
    readonly unsound: readonly string[];
}

const sectorBytes = 512;

/** Answers with the bytes from a sector on. */
export type Read = (sector: number, bytes: number) => Buffer;

export function copyAt(read: Read, sector: number): Copy {
    const header = read(sector, sectorBytes);
    const long = (offset: number): number => Number(header.readBigUInt64LE(offset));
    const length = header.readUInt32LE(12);
    const [listAt, count, size] = [long(72), header.readUInt32LE(80), header.readUInt32LE(84)];
    const list = read(listAt, count * size);
    const entries = Array.from({ length: count }, (_, at) => list.subarray(at * size, (at + 1) * size));
    return {
        disk: guidAt(header, 56),
        ...{ own: long(24), other: long(32), firstUsable: long(40), lastUsable: long(48) },
        list: [listAt, listAt + Math.ceil((count * size) / sectorBytes) - 1],
        entries: entries.filter((entry) => !isEmpty(entry.subarray(0, 16))).map(entryOf),
        unsound: unsoundIn({
            signature: header.toString("latin1", 0, 8) === "EFI PART",
            revision: header.readUInt32LE(8) === 0x10000,
            length: length >= 92 && length <= sectorBytes,
            check: header.readUInt32LE(16) === checkOf(withoutCheck(header.subarray(0, length))),
            reserved: isEmpty(header.subarray(20, 24)) && isEmpty(header.subarray(length)),
            place: long(24) === sector,
            entries: count * size >= 16_384 && header.readUInt32LE(88) === checkOf(list),
        }),
    };
}

const unsoundIn = (parts: Readonly<Record<string, boolean>>): string[] =>
    Object.keys(parts).filter((part) => parts[part] !== true);

export const isEmpty = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

function withoutCheck(header: Buffer): Buffer {
    return Buffer.concat([header.subarray(0, 16), Buffer.alloc(4), header.subarray(20)]);
}

function entryOf(entry: Buffer): Entry {
    return {
        ...{ type: guidAt(entry, 0), guid: guidAt(entry, 16) },
        first: Number(entry.readBigUInt64LE(32)),
        last: Number(entry.readBigUInt64LE(40)),
        attributes: entry.readBigUInt64LE(48),
        name: entry.toString("utf16le", 56, 128).replace(/\0+$/, ""),
    };
}

/** Appendix A: three numbers whose bytes are from the least on, then eight bytes in order. */
function guidAt(bytes: Buffer, offset: number): string {
    const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
    return [
        hex(bytes.readUInt32LE(offset), 8),
        hex(bytes.readUInt16LE(offset + 4), 4),
        hex(bytes.readUInt16LE(offset + 6), 4),
        bytes.toString("hex", offset + 8, offset + 10),
        bytes.toString("hex", offset + 10, offset + 16),
    ].join("-");
}

/** The CRC-32 of ISO 3309, bit by bit. */
function checkOf(bytes: Buffer): number {
    let check = 0xffffffff;
    for (const byte of bytes) {
        check ^= byte;
        for (let bit = 0; bit < 8; bit++) check = check & 1 ? (check >>> 1) ^ 0xedb88320 : check >>> 1;
    }
    return ~check >>> 0;
}
