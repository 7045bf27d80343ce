import { createHash } from "node:crypto";
import { newId, type FakeRegion, type FakeSnapshot } from "./account";
import { Problem, validation } from "./problem";
import type { Behaviour, Incoming } from "./server";

const blockSize = 524_288;

interface Answer {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
}

interface Route {
    readonly action: string;
    readonly snapshotId?: string;
    readonly index?: number;
}

export function ebsRoute({ method, path }: Pick<Incoming, "method" | "path">): Route | undefined {
    if (method === "POST" && path === "/snapshots") return { action: "StartSnapshot" };
    const completion = /^\/snapshots\/completion\/([^/]+)$/.exec(path);
    if (method === "POST" && completion) return { action: "CompleteSnapshot", snapshotId: completion[1] };
    const block = /^\/snapshots\/([^/]+)\/blocks\/(\d+)$/.exec(path);
    if (method === "PUT" && block) {
        return { action: "PutSnapshotBlock", snapshotId: block[1], index: Number(block[2]) };
    }
    return undefined;
}

export function ebs(region: FakeRegion, incoming: Incoming, behaviour: Behaviour): Answer {
    const route = ebsRoute(incoming);
    switch (route?.action) {
        case "StartSnapshot":
            return startSnapshot(region, incoming, behaviour);
        case "PutSnapshotBlock":
            return putBlock(region, incoming, route, behaviour);
        case "CompleteSnapshot":
            return complete(region, incoming, route, behaviour);
        default:
            throw new Problem(404, "UnknownOperationException", `${incoming.method} ${incoming.path}`);
    }
}

interface StartRequest {
    readonly VolumeSize?: number;
    readonly ClientToken?: string;
    readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
    readonly Description?: string;
    readonly Encrypted?: boolean;
    readonly KmsKeyArn?: string;
    readonly ParentSnapshotId?: string;
    readonly Timeout?: number;
}

function startSnapshot(region: FakeRegion, { body }: Incoming, behaviour: Behaviour): Answer {
    const request = JSON.parse(body.toString()) as StartRequest;
    judgeStart(region, request);
    const { ClientToken: token = "", Tags = [], VolumeSize: volumeGiB = 0, Description = "" } = request;
    const parameters = JSON.stringify({ ...request, ClientToken: undefined });
    const before = region.tokens.get(token);
    if (before !== undefined && before.parameters !== parameters) {
        throw new Problem(409, "ConflictException", "The client token was used with other parameters.");
    }
    if (before === undefined && region.snapshots.size >= behaviour.snapshotQuota) {
        throw new Problem(
            402,
            "ServiceQuotaExceededException",
            "Snapshot limit exceeded.",
            "DEPENDENCY_SERVICE_QUOTA_EXCEEDED",
        );
    }
    const encrypted = request.Encrypted === true || behaviour.encryptedByDefault;
    const made: FakeSnapshot = {
        ...{ id: newId("snap"), volumeGiB, description: Description, encrypted, startTime: new Date() },
        kmsKeyArn: encrypted
            ? (request.KmsKeyArn ?? `arn:aws:kms:${region.name}:123456789012:key/aws-ebs`)
            : undefined,
        state: "pending",
        tags: new Map(Tags.map(({ Key, Value }) => [Key, Value])),
        blocks: new Map(),
        unknownFor: behaviour.unknownFor,
        sharedWith: new Set(),
    };
    const known = before && region.snapshots.get(before.snapshotId);
    const snapshot = known ?? made;
    if (before === undefined) {
        region.snapshots.set(made.id, made);
        if (token !== "") region.tokens.set(token, { parameters, snapshotId: made.id });
    }
    return {
        status: 201,
        body: {
            SnapshotId: before?.snapshotId ?? snapshot.id,
            Status: snapshot.state,
            VolumeSize: volumeGiB,
            BlockSize: blockSize,
            OwnerId: "123456789012",
            StartTime: snapshot.startTime.getTime() / 1000,
            Tags,
        },
    };
}

function judgeStart(region: FakeRegion, request: StartRequest): void {
    const { VolumeSize = 0, ClientToken = "", Tags = [], Timeout = 60 } = request;
    if (!Number.isInteger(VolumeSize) || VolumeSize < 1 || VolumeSize > 65_536) {
        throw validation(`Invalid volume size: ${VolumeSize}`, "INVALID_VOLUME_SIZE");
    }
    if (!/^[\x21-\x7e]{0,64}$/.test(ClientToken))
        throw validation("The client token is not 64 ASCII characters at most.");
    if (Timeout < 10 || Timeout > 4320) throw validation("Timeout must be between 10 and 4320 minutes.");
    if (Tags.length > 50) throw validation("Too many tags.", "INVALID_TAG");
    for (const { Key, Value } of Tags) judgeTag(Key, Value);
    if (request.KmsKeyArn !== undefined) {
        if (request.Encrypted !== true) throw validation("KmsKeyArn needs Encrypted.");
        if (!/^arn:aws[a-z-]*:kms:.*:\d{12}:key\/.+$/.test(request.KmsKeyArn))
            throw validation("KmsKeyArn is not the ARN of a key.");
        if (!region.keys.has(request.KmsKeyArn)) {
            throw validation("The key does not exist in this region.", "INVALID_CUSTOMER_KEY");
        }
    }
    if (request.ParentSnapshotId !== undefined && request.Encrypted !== undefined) {
        throw validation("Encrypted cannot be given with ParentSnapshotId.");
    }
}

function judgeTag(key: string, value: string): void {
    if (key.length < 1 || key.length > 127 || value.length > 255 || key.toLowerCase().startsWith("aws:")) {
        throw validation(`Invalid tag: ${key}`, "INVALID_TAG");
    }
}

function putBlock(
    region: FakeRegion,
    { headers, body, sha256 }: Incoming,
    { snapshotId = "", index = 0 }: Route,
    { keepsBlocks }: Behaviour,
): Answer {
    const snapshot = writable(region, snapshotId);
    const header = (name: string): string => String(headers[name] ?? "");
    if (header("x-amz-data-length") !== String(blockSize) || body.length !== blockSize) {
        throw validation(`A block has ${blockSize} bytes, not ${body.length}.`, "INVALID_BLOCK");
    }
    if (header("x-amz-checksum-algorithm") !== "SHA256")
        throw validation("The checksum algorithm is not SHA256.");
    if (header("x-amz-checksum") !== sha256.toString("base64")) {
        throw validation("The checksum does not match the block's.", "INVALID_BLOCK");
    }
    if (index * blockSize >= snapshot.volumeGiB * 2 ** 30)
        throw validation(`No such block: ${index}`, "INVALID_BLOCK");
    snapshot.blocks.set(index, { bytes: keepsBlocks ? body : Buffer.of(), sha256 });
    return {
        status: 201,
        headers: { "x-amz-Checksum": sha256.toString("base64"), "x-amz-Checksum-Algorithm": "SHA256" },
    };
}

function complete(
    region: FakeRegion,
    { headers }: Incoming,
    { snapshotId = "" }: Route,
    behaviour: Behaviour,
): Answer {
    const snapshot = writable(region, snapshotId);
    const count = Number(headers["x-amz-changedblockscount"] ?? -1);
    if (count !== snapshot.blocks.size) {
        throw validation(`ChangedBlocksCount is ${count}, but ${snapshot.blocks.size} blocks were written.`);
    }
    const checksum = headers["x-amz-checksum"];
    if (checksum !== undefined) {
        if (headers["x-amz-checksum-aggregation-method"] !== "LINEAR")
            throw validation("The aggregation method is not LINEAR.");
        if (checksum !== linear(snapshot)) throw validation("The checksum of the snapshot does not match.");
    }
    snapshot.sealedWith = checksum?.toString();
    snapshot.looksLeft = behaviour.looksUntilCompleted;
    if (snapshot.looksLeft === 0) snapshot.state = "completed";
    return { status: 202, body: { Status: snapshot.state } };
}

function linear({ blocks }: FakeSnapshot): string {
    const hash = createHash("sha256");
    for (const [, { sha256 }] of [...blocks].sort(([one], [other]) => one - other)) hash.update(sha256);
    return hash.digest("base64");
}

/** A snapshot that still takes blocks. */
function writable(region: FakeRegion, id: string): FakeSnapshot {
    const snapshot = region.snapshots.get(id);
    const absent = new Problem(
        404,
        "ResourceNotFoundException",
        `The snapshot '${id}' does not exist.`,
        "SNAPSHOT_NOT_FOUND",
    );
    if (snapshot === undefined) throw absent;
    if (snapshot.unknownFor > 0) {
        snapshot.unknownFor--;
        throw absent;
    }
    if (snapshot.state !== "pending" || snapshot.looksLeft !== undefined) {
        throw validation(`The snapshot '${id}' is not open for writing.`, "INVALID_SNAPSHOT_ID");
    }
    return snapshot;
}
