import { randomUUID } from "node:crypto";
import { UserError } from "../../protocol/errors";
import { AwsError, hasCode } from "../client/failure";
import { lookAwhile } from "../client/look";
import type { Region } from "../client/region";
import { completeSnapshot, untilCompleted } from "../snapshot/complete";
import { lineOf } from "../snapshot/line";
import { startSnapshot } from "../snapshot/start";
import { uploadBlocks } from "../snapshot/upload";
import { applyTags } from "./apply";
import { untilAvailable } from "./available";
import { tagChanges } from "./changes";
import { decide, tracesOf, type Decision, type FoundSnapshot, type Traces } from "./leftovers";
import { mark, usersTags } from "./marks";
import { registerImage } from "./register";
import { release, retire, type Pair } from "./retire";
import { findImage } from "./survey";
import { keyOf, tokenOf, type Wanted } from "./wanted";

export interface Work {
    readonly urn: string;
    readonly name: string;
    /** What is to be made, as soon as that is known. */
    readonly wanted: (region: Region) => Promise<Wanted>;
    /** Told as soon as something of this creation may be in the account. */
    readonly onBegun: (wanted: Wanted) => void;
    /** Bytes that have arrived, of so many in all. */
    readonly onSent: (bytes: number, total: number) => void;
    /** What is done after the blocks are sent. */
    readonly onStage: (stage: string) => void;
}

export interface Brought {
    readonly pair: Required<Pair>;
    /** Whether an earlier attempt has registered it, and done with it who knows what. */
    readonly isAdopted: boolean;
}

/**
 * Makes an image in a region, or goes on where an earlier attempt stopped: what it left is found by its marks. What was
 * left by an attempt at something else is removed. That nothing was left is nearly always so: the snapshot is started
 * without waiting to hear of it.
 */
export async function bringUp(region: Region, work: Work): Promise<Brought> {
    const { urn, name } = work;
    const [looked, begun] = await Promise.allSettled([tracesOf(region, urn), startEarly(region, work)]);
    if (begun.status === "rejected") throw begun.reason;
    const { wanted, key, early } = begun.value;
    if (looked.status === "rejected") {
        if (early) {
            await retire(region, early, { isNew: true }).catch(() => {
                work.onBegun(wanted);
            });
        }
        throw looked.reason;
    }
    work.onBegun(wanted);
    const decision = decide(without(looked.value, early), { key, name });
    const { image, misnamed, predecessor, snapshot, abandoned } = decision;
    await clear(region, abandoned);
    if (misnamed !== undefined && snapshot !== undefined)
        await release(region, { imageId: misnamed.imageId, snapshotId: snapshot.snapshotId });
    if (early !== undefined && (image ?? snapshot) !== undefined)
        await retire(region, early, { isNew: true });
    if (image?.snapshotId !== undefined) {
        const { imageId, snapshotId } = image;
        await untilAvailable(region, { image: imageId, find: (near) => findImage(near, imageId) });
        return { pair: { imageId, snapshotId }, isAdopted: true };
    }
    if (snapshot !== undefined) await retag(region, snapshot, wanted);
    const snapshotId = await fill(
        region,
        { ...work, wanted },
        snapshot ??
            early ??
            (await begin(region, wanted, { key, isSpent: predecessor?.tags[mark.key] === key })),
    );
    work.onStage("registering the image");
    if (predecessor !== undefined) await retire(region, predecessor);
    const imageId = await registerImage(region, wanted, { key, snapshotId });
    return { pair: { imageId, snapshotId }, isAdopted: false };
}

/** What was found before anything was started: the look may have come after that. */
const without = ({ images, snapshots }: Traces, early: Begun | undefined): Traces => ({
    images,
    snapshots: snapshots.filter(({ snapshotId }) => snapshotId !== early?.snapshotId),
});

type Begun = FoundSnapshot & { readonly isNew?: true };

/** Nothing is started where the token was used before, nor where the service refuses what it may take once leftovers are gone. */
async function startEarly(
    region: Region,
    work: Work,
): Promise<{ readonly wanted: Wanted; readonly key: string; readonly early?: Begun }> {
    const wanted = await work.wanted(region);
    const key = keyOf(wanted);
    try {
        return {
            wanted,
            key,
            early: await start(region, wanted, {
                ...{ key, token: tokenOf(key, wanted.name), attempt: randomUUID() },
            }),
        };
    } catch (error) {
        // What the user is told of before anything was asked is no error of AWS's.
        const isUnclear = !(error instanceof UserError) || (error instanceof AwsError && error.unclear);
        const isRefused = !isUnclear && !region.signal.aborted;
        if (isRefused) return { wanted, key };
        work.onBegun(wanted);
        throw error;
    }
}

export async function clear(region: Region, { images, snapshots }: Decision["abandoned"]): Promise<void> {
    for (const { imageId, snapshotId } of images) await retire(region, { imageId, snapshotId });
    for (const { snapshotId } of snapshots) {
        // An image that has just been registered may be known to its snapshot before it is found.
        await retire(region, { snapshotId }).catch((error: unknown) => {
            if (!hasCode(error, "InvalidSnapshot.InUse")) throw error;
        });
    }
}

/**
 * Starts a snapshot. Its token follows from what is to be made, so that two attempts start one. Each attempt has a mark of
 * its own, so that EBS refuses the token when it was used before: then the snapshot either shows up, or was removed since.
 */
async function begin(
    region: Region,
    wanted: Wanted,
    { key, isSpent }: { readonly key: string; readonly isSpent: boolean },
): Promise<Begun> {
    const attempt = randomUUID();
    // The snapshot that was started by the token is that of the image which the new one takes the place of.
    if (isSpent) return start(region, wanted, { key, token: attempt, attempt });
    try {
        return await start(region, wanted, { key, token: tokenOf(key, wanted.name), attempt });
    } catch (error) {
        if (!hasCode(error, "ConflictException")) throw error;
        return (
            (await showsUp(region, wanted, key)) ??
            (await start(region, wanted, { key, token: attempt, attempt }))
        );
    }
}

async function start(
    region: Region,
    { plan, encrypted, kmsKeyArn, name, tags }: Wanted,
    { key, token, attempt }: { readonly key: string; readonly token: string; readonly attempt: string },
): Promise<Begun> {
    const marked = { ...tags, [mark.key]: key };
    region.expect(Math.min(plan.blocks.length, lineOf(region.pace).room()) - 1);
    const snapshotId = await startSnapshot(region, {
        ...{ volumeGiB: plan.volumeGiB, encrypted, kmsKeyArn, token },
        ...{ description: `${name}, attempt ${attempt}`, tags: marked },
    });
    return { snapshotId, state: "pending", tags: marked, isNew: true };
}

/** The snapshot of an earlier attempt has the tags that the program gave then. */
async function retag(region: Region, { snapshotId, tags }: FoundSnapshot, wanted: Wanted): Promise<void> {
    await applyTags(region, [snapshotId], tagChanges(tags, usersTags(wanted.tags), usersTags(tags)));
}

async function showsUp(
    region: Region,
    { urn, name }: Wanted,
    key: string,
): Promise<FoundSnapshot | undefined> {
    return lookAwhile(region, async () => decide(await tracesOf(region, urn), { key, name }).snapshot);
}

/** Sends the blocks, unless an earlier attempt had sealed the snapshot. */
async function fill(
    region: Region,
    work: Pick<Work, "onSent" | "onStage"> & { readonly wanted: Wanted },
    snapshot: Begun,
): Promise<string> {
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
