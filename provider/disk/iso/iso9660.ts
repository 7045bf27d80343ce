/* ISO 9660 at its second level: ECMA-119. A root folder and files that are each in one piece. */

export const blockBytes = 2048;

export interface IsoFile {
    /** Letters, digits and `_`, and one dot at most. */
    readonly name: string;
    readonly block: number;
    readonly bytes: number;
}

const folderFlag = 2;

interface Places {
    /** Of the whole. */
    readonly blocks: number;
    readonly pathTables: number;
    readonly root: number;
}

/** Its times are none: all zeros. */
export function primaryDescriptor({ blocks, pathTables, root }: Places): Buffer {
    const bytes = descriptor(1);
    bytes.fill(" ", 8, 72);
    bytes.write("UNIKERNEL", 40, "latin1");
    writeBoth32(bytes, 80, blocks);
    writeBoth16(bytes, 120, 1);
    writeBoth16(bytes, 124, 1);
    writeBoth16(bytes, 128, blockBytes);
    writeBoth32(bytes, 132, pathTableBytes);
    bytes.writeUInt32LE(pathTables, 140);
    bytes.writeUInt32BE(pathTables + 1, 148);
    bytes.set(record("\0", { block: root, bytes: blockBytes }, folderFlag), 156);
    bytes.fill(" ", 190, 813);
    for (const time of [813, 830, 847, 864]) bytes.write("0".repeat(16), time, "latin1");
    bytes[881] = 1;
    return bytes;
}

export function terminator(): Buffer {
    return descriptor(255);
}

export function descriptor(type: number): Buffer {
    const bytes = Buffer.alloc(blockBytes);
    bytes[0] = type;
    bytes.write("CD001\x01", 1, "latin1");
    return bytes;
}

const pathTableBytes = 10;

/** All folders: the root alone. */
export function pathTable(root: number, order: "little" | "big"): Buffer {
    const bytes = Buffer.alloc(blockBytes);
    bytes[0] = 1;
    if (order === "little") bytes.writeUInt32LE(root, 2);
    else bytes.writeUInt32BE(root, 2);
    if (order === "little") bytes.writeUInt16LE(1, 6);
    else bytes.writeUInt16BE(1, 6);
    return bytes;
}

/** The root, whose parent is itself. Its entries are in the order of their names. */
export function directory(files: readonly IsoFile[], root: number): Buffer {
    const self = { block: root, bytes: blockBytes };
    const named = files.map((file) => ({ file, name: identifier(file.name) }));
    const sorted = named.sort((one, other) => (one.name < other.name ? -1 : 1));
    const records = [
        record("\0", self, folderFlag),
        record("\x01", self, folderFlag),
        ...sorted.map(({ file, name }) => record(name, file, 0)),
    ];
    const bytes = Buffer.concat(records);
    if (bytes.length > blockBytes) throw new Error(`${files.length} files are too many for one block`);
    return Buffer.concat([bytes, Buffer.alloc(blockBytes - bytes.length)]);
}

/** A name without an extension has a dot at its end; all have a version. */
function identifier(name: string): string {
    if (!/^\w+(\.\w+)?$/.test(name) || name.length > 30) throw new Error(`${name} is no name for ISO 9660`);
    return `${name.toUpperCase()}${name.includes(".") ? "" : "."};1`;
}

function record(name: string, { block, bytes }: Pick<IsoFile, "block" | "bytes">, flags: number): Buffer {
    const length = 33 + name.length;
    const entry = Buffer.alloc(length + (length % 2));
    entry[0] = entry.length;
    writeBoth32(entry, 2, block);
    writeBoth32(entry, 10, bytes);
    entry[25] = flags;
    writeBoth16(entry, 28, 1);
    entry[32] = name.length;
    entry.write(name, 33, "latin1");
    return entry;
}

/** Numbers are there twice, in either order of bytes. */
function writeBoth16(bytes: Buffer, at: number, value: number): void {
    bytes.writeUInt16LE(value, at);
    bytes.writeUInt16BE(value, at + 2);
}

function writeBoth32(bytes: Buffer, at: number, value: number): void {
    bytes.writeUInt32LE(value, at);
    bytes.writeUInt32BE(value, at + 4);
}
