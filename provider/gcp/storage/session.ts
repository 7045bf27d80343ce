import { UserError } from "../../protocol/errors";
import type { Answer } from "../http/answer";
import type { Client } from "../http/client";
import { Unanswered } from "../http/request";
import type { StoredObject } from "./bucket";
import { chunksFrom, type Chunk, type Source } from "./chunks";

export interface Upload {
    readonly client: Client;
    readonly endpoint: string;
    readonly bucket: string;
    readonly name: string;
    readonly metadata: Readonly<Record<string, string>>;
    readonly source: Source;
    readonly onProgress: (bytes: number) => void;
    /** A multiple of `quantum`. */
    readonly chunkBytes?: number;
}

/** What the server keeps of a stream that goes on is a multiple of this. */
const quantum = 256 * 1024;

/** Large enough that the way to the server and back counts for little, and small enough for a slow line. */
const defaultChunkBytes = 2 * 2 ** 20;

/** How often a session may go back behind what the server said it had kept. */
const rounds = 3;

/** Nothing when the session is over before the object is complete. */
export async function through(request: Upload, session: string): Promise<StoredObject | undefined> {
    const { source, onProgress, chunkBytes = defaultChunkBytes } = request;
    const sending = senderTo(request, session);
    let from = 0;
    // Each round is a new beginning of the stream; nearly always there is one.
    for (let round = 1; round <= rounds; round++) {
        const next = await sendChunks(chunksFrom(source, from, chunkBytes));
        if (typeof next !== "number") return next.stored;
        from = next;
    }
    return undefined;

    /** What was stored or lost, or the offset at which the server wants the stream to go on. */
    async function sendChunks(chunks: AsyncIterable<Chunk>): Promise<number | { stored?: StoredObject }> {
        for await (const chunk of chunks) {
            let rest = chunk;
            for (;;) {
                const answer = await sending(rest);
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

/**
 * Sends what is left of a chunk, or a part of it, until the server has kept some of it. An attempt that failed may have been
 * kept: the next one asks before it sends. And it sends less, for a line that is too slow for so much.
 */
function senderTo({ client, bucket, name, chunkBytes = defaultChunkBytes }: Upload, session: string) {
    let most = chunkBytes;
    const put = { method: "PUT", url: session, accept: [308, 404, 410] } as const;
    return ({ offset, bytes, last }: Chunk): Promise<Answer> =>
        client.repeat(
            async (send, failures) => {
                if (failures > 0) {
                    const found = await send({ ...put, headers: { "content-range": "bytes */*" } });
                    if (!isUnmoved(found, offset)) return found;
                    most = Math.max(quantum, Math.floor(most / 2 / quantum) * quantum);
                }
                const part = bytes.subarray(0, most);
                const range = rangeOf(offset, part.length, last && part.length === bytes.length);
                const answer = await send({ ...put, headers: { "content-range": range }, bytes: part });
                if (isUnmoved(answer, offset)) throw new Unanswered("nothing of it was kept");
                return answer;
            },
            (reason, attempts) =>
                new UserError(
                    `gs://${bucket}/${name} could not be uploaded: nothing came through from byte ${offset} on: ${reason} (${attempts} attempts). ` +
                        "Check the network, and a proxy's limits on the way, and run this again.",
                ),
        );
}

function rangeOf(offset: number, length: number, isEnd: boolean): string {
    const total = isEnd ? String(offset + length) : "*";
    return length === 0 ? `bytes */${total}` : `bytes ${offset}-${offset + length - 1}/${total}`;
}

const isOver = ({ status }: Answer): boolean => status === 404 || status === 410;

const isUnmoved = (answer: Answer, offset: number): boolean =>
    answer.status === 308 && keptBytes(answer) === offset;

/** `bytes=0-262143` says that 262,144 are there; no header at all that none are. */
function keptBytes({ headers }: Answer): number {
    const last = /^bytes=0-(\d+)$/.exec(headers.get("range") ?? "")?.[1];
    return last === undefined ? 0 : Number(last) + 1;
}
