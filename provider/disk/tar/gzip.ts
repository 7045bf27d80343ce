import { promisify } from "node:util";
import { constants, deflateRaw } from "node:zlib";
import { crc32 } from "../crc32";

/** In bytes: what is compressed by itself. */
const pieceBytes = 2 ** 19;

/** Pieces in work: more than the threads that Node has for it. */
const atOnce = 8;

/** A gzip of one member that says neither a name, nor a time, nor on what system it was made. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 0xff]);

/** A last block with nothing in it. */
const end = Buffer.from([3, 0]);

/** Compresses in several threads: each piece becomes blocks of its own, which begin and end at whole bytes. */
export async function* gzipped(parts: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    yield header;
    const running: Promise<Uint8Array>[] = [];
    const trailer = Buffer.alloc(8);
    let [sum, length] = [0, 0];
    for (const piece of piecesOf(parts)) {
        sum = crc32(piece, sum);
        length += piece.length;
        const blocks = blocksFor(piece);
        // Whoever awaits it is told; that may be never, when an earlier one failed.
        blocks.catch(() => undefined);
        running.push(blocks);
        const first = running.length < atOnce ? undefined : running.shift();
        if (first) yield await first;
    }
    for (const blocks of running) yield await blocks;
    yield end;
    trailer.writeUInt32LE(sum, 0);
    trailer.writeUInt32LE(length % 2 ** 32, 4);
    yield trailer;
}

function* piecesOf(parts: Iterable<Uint8Array>): Generator<Uint8Array> {
    let open: Uint8Array[] = [];
    let room = pieceBytes;
    for (const part of parts) {
        for (let at = 0; at < part.length;) {
            const taken = part.subarray(at, at + room);
            open.push(taken);
            at += taken.length;
            room -= taken.length;
            if (room > 0) continue;
            yield joined(open);
            [open, room] = [[], pieceBytes];
        }
    }
    if (open.length > 0) yield joined(open);
}

const joined = (parts: readonly Uint8Array[]): Uint8Array =>
    parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);

const deflated = promisify(deflateRaw) as (
    bytes: Uint8Array,
    options: { readonly level: number; readonly finishFlush: number },
) => Promise<Buffer>;

const level = { stored: 0, fastest: 1 };

const sampleBytes = 2 ** 14;

/** What has been compressed already, as most of a kernel has, is stored: it takes long and gains a twentieth. */
async function blocksFor(piece: Uint8Array): Promise<Buffer> {
    const finishFlush = constants.Z_SYNC_FLUSH;
    const middle = Math.floor(piece.length / 2);
    const sample = piece.subarray(middle, middle + sampleBytes);
    const { length } = await deflated(sample, { level: level.fastest, finishFlush });
    const isDense = length > sample.length * 0.9;
    return deflated(piece, { level: isDense ? level.stored : level.fastest, finishFlush });
}
