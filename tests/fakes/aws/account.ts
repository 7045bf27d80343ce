import { createHash, randomBytes } from "node:crypto";

export interface FakeSnapshot {
    readonly id: string;
    readonly volumeGiB: number;
    readonly description: string;
    readonly encrypted: boolean;
    readonly kmsKeyArn?: string;
    readonly startTime: Date;
    state: "pending" | "completed" | "error";
    /** Sealed, and on the way to be completed after as many looks. */
    looksLeft?: number;
    /** The checksum over all blocks, which may be left out. */
    sealedWith?: string;
    tags: Map<string, string>;
    /** Compressed away to the bytes and their digest. */
    readonly blocks: Map<number, { readonly bytes: Buffer; readonly sha256: Buffer }>;
    /** Requests that will be told that it does not exist yet. */
    unknownFor: number;
    sharedWith: Set<string>;
}

export interface FakeImage {
    readonly id: string;
    readonly name: string;
    description: string;
    readonly architecture: string;
    readonly bootMode?: string;
    readonly snapshotId: string;
    readonly rootDeviceName: string;
    readonly enaSupport: boolean;
    readonly imdsSupport?: string;
    readonly virtualizationType: string;
    readonly createdAt: Date;
    looksLeft: number;
    /** How many requests to change it are told that it does not exist. */
    unknownFor: number;
    tags: Map<string, string>;
    deprecateAt?: Date;
    /** `user:123456789012`, `group:all`, `organization:arn:…`, `unit:arn:…` */
    permissions: Set<string>;
}

export interface FakeRegion {
    readonly name: string;
    readonly snapshots: Map<string, FakeSnapshot>;
    readonly images: Map<string, FakeImage>;
    /** By client token: the parameters and what they made. */
    readonly tokens: Map<string, { readonly parameters: string; readonly snapshotId: string }>;
    /** Aliases and ids, each with the ARN of its key. */
    readonly keys: Map<string, string>;
}

export const accountId = "123456789012";

export const regionNames = ["eu-west-1", "eu-central-1", "us-east-1"] as const;

export function newRegion(name: string): FakeRegion {
    const keyId = `${createHash("sha1").update(name).digest("hex").slice(0, 8)}-0000-4000-8000-000000000000`;
    const key = `arn:aws:kms:${name}:${accountId}:key/${keyId}`;
    return {
        name,
        snapshots: new Map(),
        images: new Map(),
        tokens: new Map(),
        keys: new Map([
            ["alias/images", key],
            ["alias/aws/ebs", `arn:aws:kms:${name}:${accountId}:key/aws-ebs`],
            [keyId, key],
            [key, key],
            [`arn:aws:kms:${name}:${accountId}:alias/images`, key],
        ]),
    };
}

export const newId = (kind: string): string => `${kind}-${randomBytes(9).toString("hex").slice(0, 17)}`;
