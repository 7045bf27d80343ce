import { createHash } from "node:crypto";
import type { Account, Stored } from "./account";
import { jsonOf, Refusal, type Asked, type Reply } from "./answer";
import { allowStorage } from "./checks";

interface Session {
    readonly bucket: string;
    readonly name: string;
    readonly contentType: string;
    readonly metadata: Record<string, string>;
    readonly ifGenerationMatch?: string;
    bytes: Buffer;
    done?: Stored;
}

const quantum = 256 * 1024;

/** What each byte makes of a remainder of nothing, bit by bit as the definition has it. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0x82f63b78 : rest >>> 1;
    return rest;
});

function crc32c(bytes: Buffer): string {
    let rest = 0xffffffff;
    for (const byte of bytes) rest = (rest >>> 8) ^ (remainders[(rest ^ byte) & 0xff] ?? 0);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE((rest ^ 0xffffffff) >>> 0);
    return sum.toString("base64");
}

export interface Storage {
    handle(asked: Asked): Reply | undefined;
    /** What is kept of a request that breaks off in its middle. */
    keepHalf(asked: Asked): void;
    readonly sessions: Map<string, Session>;
}

export function storage(account: Account): Storage {
    const sessions = new Map<string, Session>();

    const objectsOf = (bucket: string): Map<string, Stored> => {
        const objects = account.buckets.get(bucket);
        if (objects) return objects;
        throw new Refusal(404, "notFound", "The specified bucket does not exist.");
    };
    const allow = (permission: string): void => {
        allowStorage(account, permission);
    };
    const resource = (
        bucket: string,
        { name, generation, bytes, contentType, metadata }: Stored,
    ): unknown => ({
        ...{ kind: "storage#object", bucket, name, generation, metageneration: "1", contentType, metadata },
        size: String(bytes.length),
        md5Hash: createHash("md5").update(bytes).digest("base64"),
        crc32c: crc32c(bytes),
    });
    const precondition = (query: URLSearchParams, found: Stored | undefined): void => {
        const wanted = query.get("ifGenerationMatch");
        if (wanted === null || wanted === (found?.generation ?? "0")) return;
        const message = "At least one of the pre-conditions you specified did not hold.";
        throw new Refusal(412, "conditionNotMet", message);
    };

    function begin({ query, headers, ...asked }: Asked, bucket: string): Reply {
        if (query.get("uploadType") !== "resumable")
            throw new Refusal(
                400,
                "invalid",
                `Upload type ${query.get("uploadType") ?? ""} is not for this fake`,
            );
        const objects = objectsOf(bucket);
        allow("storage.objects.create");
        const body = asked.body.length > 0 ? jsonOf({ query, headers, ...asked }) : {};
        const name = query.get("name") ?? (body.name as string | undefined);
        if (!name) throw new Refusal(400, "required", "Required");
        precondition(query, objects.get(name));
        const id = `session-${account.next()}`;
        sessions.set(id, {
            bucket,
            name,
            contentType: (body.contentType as string | undefined) ?? headers["x-upload-content-type"] ?? "",
            metadata: (body.metadata as Record<string, string> | undefined) ?? {},
            ifGenerationMatch: query.get("ifGenerationMatch") ?? undefined,
            bytes: Buffer.alloc(0),
        });
        const location = `${asked.origin}/upload/storage/v1/b/${bucket}/o?uploadType=resumable&name=${encodeURIComponent(name)}&upload_id=${id}`;
        return { status: 200, headers: { location, "content-type": "text/plain" } };
    }

    function put(asked: Asked, id: string): Reply {
        const session = sessions.get(id);
        if (!session) throw new Refusal(404, "notFound", "Not Found");
        if (session.done) return { status: 200, json: resource(session.bucket, session.done) };
        const [, first, last, star, total] =
            /^bytes (?:(\d+)-(\d+)|(\*))\/(\d+|\*)$/.exec(asked.headers["content-range"] ?? "") ?? [];
        if (total === undefined)
            throw new Refusal(400, "badRequest", "Failed to parse Content-Range header.");
        if (star === undefined) take(session, asked.body, Number(first), Number(last), total);
        else if (asked.body.length > 0)
            throw new Refusal(400, "badRequest", "Failed to parse Content-Range header.");
        if (total !== "*" && Number(total) === session.bytes.length) return finish(session);
        const kept = session.bytes.length;
        return { status: 308, headers: kept > 0 ? { range: `bytes=0-${kept - 1}` } : {} };
    }

    function take(session: Session, body: Buffer, first: number, last: number, total: string): void {
        if (last - first + 1 !== body.length)
            throw new Refusal(
                400,
                "badRequest",
                `Invalid request.  The number of bytes uploaded is required to be equal or greater than ${quantum}, except for the final request. Content-Range and body differ.`,
            );
        if (total === "*" && body.length % quantum !== 0)
            throw new Refusal(
                400,
                "badRequest",
                `Invalid request.  The number of bytes uploaded is required to be equal or greater than ${quantum}, except for the final request (it's recommended to be the exact multiple of ${quantum}).  The received request contained ${body.length} bytes, which does not meet this requirement.`,
            );
        // What begins behind what is there leaves a gap; what begins before it is sent for the second time.
        if (first > session.bytes.length)
            throw new Refusal(503, "backendError", "Invalid request. Bytes are missing.");
        session.bytes = Buffer.concat([session.bytes.subarray(0, first), body]);
    }

    function finish(session: Session): Reply {
        const { bucket, name, contentType, metadata, bytes, ifGenerationMatch } = session;
        const objects = objectsOf(bucket);
        const query = new URLSearchParams(ifGenerationMatch === undefined ? {} : { ifGenerationMatch });
        precondition(query, objects.get(name));
        if (account.damagesUploads) bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
        const stored = { name, generation: account.next(), contentType, metadata, bytes };
        objects.set(name, stored);
        session.done = stored;
        return { status: 200, json: resource(bucket, stored) };
    }

    function list({ query }: Asked, bucket: string): Reply {
        const objects = objectsOf(bucket);
        allow("storage.objects.list");
        const prefix = query.get("prefix") ?? "";
        const names = [...objects.keys()].filter((name) => name.startsWith(prefix)).sort();
        const from = Number(query.get("pageToken") ?? 0);
        const items = names.slice(from, from + 2).flatMap((name) => {
            const found = objects.get(name);
            return found ? [resource(bucket, found)] : [];
        });
        const more = from + 2 < names.length ? { nextPageToken: String(from + 2) } : {};
        return {
            status: 200,
            json: { kind: "storage#objects", ...(items.length > 0 ? { items } : {}), ...more },
        };
    }

    function remove({ query }: Asked, bucket: string, name: string): Reply {
        const objects = objectsOf(bucket);
        allow("storage.objects.delete");
        const found = objects.get(name);
        if (!found) throw new Refusal(404, "notFound", `No such object: ${bucket}/${name}`);
        precondition(query, found);
        objects.delete(name);
        return { status: 204 };
    }

    return {
        sessions,
        keepHalf({ query, headers, body }) {
            const session = sessions.get(query.get("upload_id") ?? "");
            const first = /^bytes (\d+)-/.exec(headers["content-range"] ?? "")?.[1];
            if (!session || session.done || Number(first) !== session.bytes.length) return;
            const half = Math.floor(body.length / 2 / quantum) * quantum;
            session.bytes = Buffer.concat([session.bytes, body.subarray(0, half)]);
        },
        handle(asked) {
            const { method, path, query } = asked;
            const upload = /^\/upload\/storage\/v1\/b\/([^/]+)\/o$/.exec(path)?.[1];
            if (upload !== undefined) {
                const id = query.get("upload_id");
                if (method === "PUT" && id !== null) return put(asked, id);
                if (method === "POST") return begin(asked, upload);
            }
            const [, bucket, object] = /^\/storage\/v1\/b\/([^/]+)\/o(?:\/(.+))?$/.exec(path) ?? [];
            if (bucket === undefined) return undefined;
            if (object === undefined) return method === "GET" ? list(asked, bucket) : undefined;
            return method === "DELETE" ? remove(asked, bucket, decodeURIComponent(object)) : undefined;
        },
    };
}
