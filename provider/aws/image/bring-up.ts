import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../protocol/errors";
import { hasCode } from "../client/failure";
import { untilNextLook } from "../client/pace";
import type { Region } from "../client/region";
import { completeSnapshot, untilCompleted } from "../snapshot/complete";
import { startSnapshot } from "../snapshot/start";
import { uploadBlocks } from "../snapshot/upload";
import { decide, tracesOf, type Decision, type FoundSnapshot } from "./leftovers";
import { mark } from "./marks";
import { registerImage } from "./register";
import { retire, type Pair } from "./retire";
import { findImage } from "./survey";
import { keyOf, type Wanted } from "./wanted";

export interface Work {
    readonly wanted: Wanted;
    /** Bytes that have arrived. */
    readonly onSent: (bytes: number) => void;
    /** What is done after the blocks are sent. */
    readonly onStage: (stage: string) => void;
    /** Told as soon as something of this creation may be in the account. */
    readonly onBegun: () => void;
}

/**
 * Makes an image in a region, or goes on where an earlier attempt stopped: what it left is found by its marks. What was
 * left by an attempt at something else is removed.
 */
export async function bringUp(region: Region, work: Work): Promise<Required<Pair>> {
    const { wanted } = work;
    const key = keyOf(wanted);
    const { image, snapshot, abandoned } = decide(await tracesOf(region, wanted.urn), {
        key,
        name: wanted.name,
    });
    await clear(region, abandoned);
    if (image?.snapshotId !== undefined) {
        work.onBegun();
        return ready(region, { imageId: image.imageId, snapshotId: image.snapshotId });
    }
    work.onBegun();
    const snapshotId = await fill(region, work, snapshot ?? (await begin(region, wanted, key)));
    work.onStage("registering the image");
    const imageId = await registerImage(region, wanted, { key, snapshotId });
    return ready(region, { imageId, snapshotId });
}

type Begun = FoundSnapshot & { readonly isNew?: true };

export async function clear(region: Region, { images, snapshots }: Decision["abandoned"]): Promise<void> {
    for (const { imageId, snapshotId } of images) await retire(region, { imageId, snapshotId });
    for (const { snapshotId } of snapshots) await retire(region, { snapshotId });
}

/** Looks at whether a snapshot that was started a moment ago shows up. */
const patience = 8;

/**
 * Starts a snapshot. Its token follows from what is to be made, so that two attempts start one. Each attempt has a mark of
 * its own, so that EBS refuses the token when it was used before: then the snapshot either shows up, or was removed since.
 */
async function begin(region: Region, wanted: Wanted, key: string): Promise<Begun> {
    const attempt = randomUUID();
    const start = {
        ...{ volumeGiB: wanted.plan.volumeGiB, encrypted: wanted.encrypted, kmsKeyArn: wanted.kmsKeyArn },
        description: `${wanted.name}, attempt ${attempt}`,
        tags: { ...wanted.tags, [mark.key]: key },
    };
    const started = async (token: string): Promise<Begun> => {
        const snapshotId = await startSnapshot(region, { ...start, token });
        return { snapshotId, state: "pending", key, isNew: true };
    };
    try {
        return await started(key);
    } catch (error) {
        if (!hasCode(error, "ConflictException")) throw error;
        return (await showsUp(region, wanted, key)) ?? (await started(attempt));
    }
}

async function showsUp(
    region: Region,
    { urn, name }: Wanted,
    key: string,
): Promise<FoundSnapshot | undefined> {
    const { pace, signal } = region;
    for (let looks = 1; looks <= patience; looks++) {
        const { snapshot } = decide(await tracesOf(region, urn), { key, name });
        if (snapshot !== undefined) return snapshot;
        await pause(untilNextLook(pace, looks), undefined, { signal });
    }
    return undefined;
}

/** Sends the blocks, unless an earlier attempt had sealed the snapshot. */
async function fill(region: Region, work: Work, snapshot: Begun): Promise<string> {
    const { snapshotId } = snapshot;
    const { disk, plan } = work.wanted;
    if (snapshot.state === "completed") return snapshotId;
    try {
        await uploadBlocks(region, { disk, plan, snapshotId, onSent: work.onSent });
        work.onStage("completing the snapshot");
        await completeSnapshot(region, snapshotId, plan);
    } catch (error) {
        // One that was sealed, and is about to be completed, takes no more blocks.
        if (snapshot.isNew || !hasCode(error, "ValidationException")) throw error;
        await untilCompleted(region, snapshotId);
    }
    return snapshotId;
}

async function ready(region: Region, pair: Required<Pair>): Promise<Required<Pair>> {
    const { pace, signal } = region;
    const until = performance.now() + pace.readyMs;
    for (let looks = 1; ; looks++) {
        const image = await findImage(region, pair.imageId);
        if (image?.isReady) return pair;
        if (performance.now() > until) {
            throw new UserError(
                `The image ${pair.imageId} in ${region.name} did not become available. Run \`pulumi up\` again.`,
            );
        }
        await pause(untilNextLook(pace, looks), undefined, { signal });
    }
}
