import { gunzipSync } from "node:zlib";

const GiB = 2 ** 30;

export type Judgement = { readonly sizeGb: number } | { readonly code: string; readonly message: string };

/** What images.insert says of an archive: its errors are those that users of GCE have reported. */
export function judge(archive: Buffer): Judgement {
    const invalid = { code: "INVALID_IMAGE", message: "The tar archive is not a valid image." };
    let tar: Buffer;
    try {
        tar = gunzipSync(archive);
    } catch {
        return invalid;
    }
    if (tar.length < 1024 || tar.length % 512 !== 0 || !isSummed(tar)) return invalid;
    if (tar.toString("latin1", 257, 265) !== "ustar  \0")
        return {
            code: "INVALID_IMAGE",
            message: "The tar archive format is not supported. Supported formats are: GNU and OLDGNU.",
        };
    const name = text(tar, 0, 100);
    if (name !== "disk.raw")
        return {
            code: "INVALID_IMAGE",
            message: `The file inside the tar archive was named ''${name}''. It should be named ''disk.raw''.`,
        };
    const type = String.fromCharCode(tar[156] ?? 0);
    const stored = number(tar, 124);
    const size = type === "S" ? number(tar, 483) : stored;
    if (!"0S\0".includes(type)) return invalid;
    const body = 512 + (type === "S" ? 512 * moreOfMap(tar) : 0);
    const end = body + Math.ceil(stored / 512) * 512;
    if (tar.length < end + 1024 || tar.subarray(end).some((byte) => byte !== 0)) return invalid;
    if (type === "S" && mapped(tar) !== stored) return invalid;
    if (size === 0 || size % GiB !== 0)
        return { code: "INVALID_IMAGE", message: `The disk's size ${size} is not a multiple of 1 GB.` };
    return { sizeGb: size / GiB };
}

const text = (tar: Buffer, from: number, length: number): string =>
    tar.toString("latin1", from, from + length).replace(/\0.*$/s, "");

/** Octal digits; the upper bit of the first byte marks a number in base 256. */
function number(tar: Buffer, at: number): number {
    if (((tar[at] ?? 0) & 0x80) === 0) return parseInt(text(tar, at, 12).trim() || "0", 8);
    return tar.subarray(at + 1, at + 12).reduce((value, byte) => value * 256 + byte, 0);
}

function isSummed(tar: Buffer): boolean {
    let sum = 0;
    for (let at = 0; at < 512; at++) sum += at >= 148 && at < 156 ? 32 : (tar[at] ?? 0);
    return parseInt(text(tar, 148, 8).trim(), 8) === sum;
}

/** How many further blocks the map of a sparse file has. */
function moreOfMap(tar: Buffer): number {
    let blocks = 0;
    let goesOn = tar[482] === 1;
    while (goesOn) goesOn = tar[512 * ++blocks + 504] === 1;
    return blocks;
}

/** How many bytes the map says are stored. Its pieces have to be in order. */
function mapped(tar: Buffer): number {
    const pieces = [...Array(4).keys()].map((at) => 386 + at * 24);
    for (let block = 1; block <= moreOfMap(tar); block++)
        pieces.push(...[...Array(21).keys()].map((at) => 512 * block + at * 24));
    let sum = 0;
    let end = 0;
    for (const at of pieces) {
        const [offset, length] = [number(tar, at), number(tar, at + 12)];
        if (tar[at] === 0) continue;
        if (offset < end) return -1;
        end = offset + length;
        sum += length;
    }
    return sum;
}
