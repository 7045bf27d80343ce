import { createHash, randomBytes } from "node:crypto";
import { readRecord } from "./records";
import type { InstanceFolder } from "./folder";

/** Whose an instance is. */
export interface Owner {
    readonly urn: string;
    /** New each time an instance is made: one that has the same name later is another. */
    readonly unit: string;
}

export function newUnit(): string {
    return randomBytes(8).toString("hex");
}

export async function ownerOf(folder: InstanceFolder): Promise<Owner | undefined> {
    return readRecord(folder.owner, (text) => JSON.parse(text) as Owner);
}

export function urnKey(urn: string): string {
    return createHash("sha256").update(urn).digest("hex").slice(0, 16);
}
