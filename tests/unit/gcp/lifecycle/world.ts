import { createCipheriv } from "node:crypto";
import type { Artifact } from "../../../../provider/artifact/artifact";
import type { DiskImage } from "../../../../provider/disk";
import { gcpSettings } from "../../../../provider/gcp/config";
import type { Pace } from "../../../../provider/gcp/http/pace";
import type { ImageInputs, ImageOutputs } from "../../../../provider/gcp/image";
import type { World } from "../../../../provider/gcp/lifecycle/create";
import { imageLifecycleIn } from "../../../../provider/gcp/lifecycle/lifecycle";
import type { Call, State } from "../../../../provider/protocol/resource";
import type { Settings } from "../../../../provider/settings";
import { bucket, project, type Fake } from "../../../fakes/gcp/server";

/** Nothing is waited for between attempts. An answer is waited for as long as a busy machine may take to give it. */
export const pace: { -readonly [Name in keyof Pace]: Pace[Name] } = {
    ...{ backoffMs: 0, longestBackoffMs: 0, attempts: 4, requestMs: 10_000, waitMs: 10_000 },
};

/** Runs something that waits no longer than this for any answer. */
export async function hasty<Result>(limitMs: number, action: () => Promise<Result>): Promise<Result> {
    const { requestMs, waitMs } = pace;
    pace.requestMs = pace.waitMs = limitMs;
    return action().finally(() => Object.assign(pace, { requestMs, waitMs }));
}

/** Two of what the server keeps at least, so that it may keep half of one. */
export const chunkBytes = 2 * 256 * 1024;

/** A disk of 1 GiB whose few pieces do not compress, so that its upload has several chunks. */
export function syntheticDisk(seed = 1): DiskImage {
    const piece = (offset: number, length: number): { offset: number; bytes: Uint8Array } => {
        const key = Buffer.alloc(16, seed);
        const counter = Buffer.alloc(16);
        counter.writeUInt32BE(offset / 512);
        return { offset, bytes: createCipheriv("aes-128-ctr", key, counter).update(Buffer.alloc(length)) };
    };
    return {
        size: 2 ** 30,
        extents: () => [piece(0, 512), piece(2 ** 20, 400_000 & ~511), piece(2 ** 28, 400_000 & ~511)],
    };
}

export const world: World = {
    ...{ pace, chunkBytes, disk: () => Promise.resolve(syntheticDisk()) },
    diskAtHand: () => Promise.resolve({ disk: syntheticDisk() }),
};
export const lifecycle = imageLifecycleIn(world);

export const artifact: Artifact = {
    name: "web.virtio",
    digest: `sha256:${"ab".repeat(32)}`,
    size: 300_000,
    target: "virtio",
    arch: "x86_64",
    devices: [{ name: "service", type: "net" }],
};

export const inputs: ImageInputs = { image: artifact, project, bucket, kind: "native" };

export const other: Artifact = { ...artifact, digest: `sha256:${"cd".repeat(32)}` };

export interface Told {
    readonly notes: string[];
    readonly statuses: string[];
}

export function callTo(
    fake: Pick<Fake, "origin" | "key">,
    more: Partial<Call<Settings>> & { readonly gcp?: Settings["gcp"] } = {},
): Call<Settings> & Told {
    const notes: string[] = [];
    const statuses: string[] = [];
    const { gcp = settingsFor(fake), ...rest } = more;
    return {
        urn: "urn:pulumi:dev::shop::unikernel:gcp:Image::web",
        name: "web",
        settings: { store: "/nonexistent", storeLimitMiB: 1, parallel: 1, gcp },
        signal: new AbortController().signal,
        progress: { status: (line) => statuses.push(line), note: (message) => notes.push(message) },
        redact: (text) => text,
        notes,
        statuses,
        ...rest,
    };
}

export const settingsFor = ({ origin, key }: Pick<Fake, "origin" | "key">): NonNullable<Settings["gcp"]> =>
    gcpSettings(
        {
            credentials: key,
            computeCustomEndpoint: `${origin}/compute/v1/`,
            storageCustomEndpoint: `${origin}/storage/v1/`,
            iamCredentialsCustomEndpoint: `${origin}/v1/`,
        },
        {},
    );

export type ImageState = State<ImageInputs, ImageOutputs>;

export async function created(fake: Fake, given: ImageInputs = inputs): Promise<ImageState> {
    return { ...(await lifecycle.create(callTo(fake), { inputs: given })), inputs: given };
}

/** As it is in the account. */
export function imageIn(fake: Fake, { outputs }: ImageState) {
    const found = fake.account.images.get(outputs.imageName);
    if (found) return found;
    throw new Error("it is gone");
}

/** What the account holds, beside what a state says. */
export function holdings(fake: Fake): { images: string[]; objects: string[] } {
    return { images: [...fake.account.images.keys()].sort(), objects: fake.uploads() };
}
