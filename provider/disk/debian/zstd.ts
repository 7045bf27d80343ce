import { Readable } from "node:stream";
import { Decompress } from "fzstd";
import type { Chunks } from "./chunks";

const pieceBytes = 2 ** 16;

/** What bytes compressed by zstd were before. Node.js's own zlib has no zstd before 22.15. */
export function unzstd(compressed: Uint8Array): Chunks {
    return Readable.from(pieces(compressed));
}

function* pieces(compressed: Uint8Array): Generator<Uint8Array> {
    let made: Uint8Array[] = [];
    const decompressor = new Decompress((piece) => made.push(piece));
    for (let at = 0; at < compressed.length; at += pieceBytes) {
        const end = at + pieceBytes;
        decompressor.push(compressed.subarray(at, end), end >= compressed.length);
        yield* made;
        made = [];
    }
}
