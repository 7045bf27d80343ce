import { UserError } from "../../protocol/errors";
import type { Answer } from "../http/answer";
import type { Client } from "../http/client";
import { bucketOf, type StoredObject } from "./bucket";
import { chunksFrom, type Chunk, type Source } from "./chunks";
import { crc32c, writtenCrc32c } from "./crc32c";

export interface Upload {
    readonly client: Client;
    readonly endpoint: string;
    readonly bucket: string;
    readonly name: string;
    readonly metadata: Readonly<Record<string, string>>;
    readonly source: Source;
    readonly onProgress: (bytes: number) => void;
    /** A multiple of 256 KiB, which is what the server keeps. */
    readonly chunkBytes?: number;
}

const defaultChunkBytes = 8 * 2 ** 20;

/** How often an upload may begin anew because the server has forgotten its session. */
const sessions = 3;

/** Streams to an object, in a resumable upload: what was lost on the way is sent again from where the server has it. */
export async function upload(request: Upload): Promise<StoredObject> {
    const { client, endpoint, bucket, name } = request;
    const { source, checksum } = summed(request.source);
    for (let session = 1; ; session++) {
        const stored = await through({ ...request, source }, await begin(request));
        if (stored && isIntact(stored, checksum())) return stored;
        if (stored) {
            await bucketOf(client, endpoint, bucket).delete(stored);
            throw new UserError(
                `gs://${bucket}/${name} arrived damaged: its CRC-32C is ${stored.crc32c ?? ""}, and that of what was sent ${checksum()}. Run this again.`,
            );
        }
        if (session === sessions) {
            throw new UserError(
                `gs://${bucket}/${name} could not be uploaded: Cloud Storage ended the upload ${sessions} times. Run this again.`,
            );
        }
    }
}

/** The same stream, and the CRC-32C of all of it once it has been read to its end. FIPS mode has no MD5. */
function summed(source: Source): { readonly source: Source; readonly checksum: () => string } {
    let sum = 0;
    return {
        checksum: () => writtenCrc32c(sum),
        async *source() {
            let crc = 0;
            for await (const bytes of source()) {
                crc = crc32c(bytes, crc);
                yield bytes;
            }
            sum = crc;
        },
    };
}

/** An emulator may keep none. */
const isIntact = ({ crc32c: kept }: StoredObject, checksum: string): boolean =>
    kept === undefined || kept === checksum;

/** The address that takes the bytes. */
async function begin({ client, endpoint, bucket, name, metadata }: Upload): Promise<string> {
    const query = new URLSearchParams({ uploadType: "resumable", name, ifGenerationMatch: "0" });
    const { headers } = await client.request({
        method: "POST",
        url: `${endpoint}/upload/storage/v1/b/${encodeURIComponent(bucket)}/o?${query.toString()}`,
        headers: { "x-upload-content-type": "application/gzip" },
        json: { name, contentType: "application/gzip", metadata },
    });
    const location = headers.get("location");
    if (location === null) throw new UserError(`${endpoint} began no upload: its answer has no Location.`);
    return location;
}

/** Nothing when the session is over before the object is complete. */
async function through(request: Upload, session: string): Promise<StoredObject | undefined> {
    const { source, onProgress, chunkBytes = defaultChunkBytes } = request;
    let from = 0;
    // Each round is a new beginning of the stream; nearly always there is one.
    for (;;) {
        const next = await sendChunks(chunksFrom(source, from, chunkBytes));
        if (typeof next !== "number") return next.stored;
        from = next;
    }

    /** What was stored or lost, or the offset at which the server wants the stream to go on. */
    async function sendChunks(chunks: AsyncIterable<Chunk>): Promise<number | { stored?: StoredObject }> {
        for await (const chunk of chunks) {
            let rest = chunk;
            for (;;) {
                const answer = await put(request.client, session, rest);
                if (isOver(answer)) return {};
                if (answer.status !== 308) return { stored: answer.body as StoredObject };
                const kept = keptBytes(answer);
                onProgress(kept);
                const end = rest.offset + rest.bytes.length;
                if (kept === end && !rest.last) break;
                if (kept < rest.offset || kept > end) return kept;
                rest = { ...rest, offset: kept, bytes: rest.bytes.subarray(kept - rest.offset) };
            }
        }
        throw new Error("a stream has a last chunk");
    }
}

/** An attempt whose answer was lost is one that the server may have kept: the next one asks before it sends. */
async function put(client: Client, session: string, { offset, bytes, last }: Chunk): Promise<Answer> {
    const total = last ? String(offset + bytes.length) : "*";
    const range = bytes.length === 0 ? "*" : `${offset}-${offset + bytes.length - 1}`;
    return client.request({
        method: "PUT",
        url: session,
        headers: { "content-range": `bytes ${range}/${total}` },
        bytes,
        accept: [308, 404, 410],
        recover: { method: "PUT", url: session, headers: { "content-range": "bytes */*" } },
    });
}

const isOver = ({ status }: Answer): boolean => status === 404 || status === 410;

/** `bytes=0-262143` says that 262,144 are there; no header at all that none are. */
function keptBytes({ headers }: Answer): number {
    const last = /^bytes=0-(\d+)$/.exec(headers.get("range") ?? "")?.[1];
    return last === undefined ? 0 : Number(last) + 1;
}
