import type { DiskImage } from "../disk-image";
import { aligned } from "./aligned";
import { blockBytes, capacity, fileHeader, mapBlock, type Piece } from "./header";

/** GNU tar writes records of 20 blocks, and warns of an archive that ends within one. */
const recordBytes = 20 * blockBytes;

/** A tar of the format `oldgnu` that holds one sparse file. What is a hole in the disk is not in the tar. */
export function* tarOf(name: string, disk: DiskImage): Generator<Uint8Array> {
    const map = mapOf(disk);
    const stored = map.reduce((sum, { length }) => sum + length, 0);
    let written = 0;
    for (const bytes of withMap(name, disk.size, stored, map)) {
        written += bytes.length;
        yield bytes;
    }
    for (const { bytes } of aligned(disk.extents(), blockBytes)) {
        written += bytes.length;
        yield bytes;
    }
    // Two empty blocks end an archive.
    const end = written + 2 * blockBytes;
    yield new Uint8Array(Math.ceil(end / recordBytes) * recordBytes - written);
}

function* withMap(name: string, size: number, stored: number, map: readonly Piece[]): Generator<Uint8Array> {
    const { header, block } = capacity;
    yield fileHeader({ name, size, stored, map: map.slice(0, header), goesOn: map.length > header });
    for (let at = header; at < map.length; at += block) {
        yield mapBlock(map.slice(at, at + block), at + block < map.length);
    }
}

/** Pieces that touch are one. An empty one at the file's end says how long the file is, as GNU tar's own maps do. */
function mapOf(disk: DiskImage): Piece[] {
    const map: Piece[] = [];
    for (const { offset, bytes } of aligned(disk.extents(), blockBytes)) {
        const last = map.at(-1);
        if (last && last.offset + last.length === offset) {
            map[map.length - 1] = { offset: last.offset, length: last.length + bytes.length };
        } else {
            map.push({ offset, length: bytes.length });
        }
    }
    return [...map, { offset: disk.size, length: 0 }];
}
