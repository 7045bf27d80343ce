import { setTimeout as pause } from "node:timers/promises";
import { hasCode } from "../client/failure";
import { patience } from "../client/look";
import { untilNextLook } from "../client/pace";
import type { Region } from "../client/region";
import { shareSnapshot } from "./apply";
import { findPermissions } from "./survey";

/** An image and the snapshot it is made of, as far as they are there. */
export interface Pair {
    readonly imageId?: string;
    readonly snapshotId?: string;
}

/**
 * Removes an image and its snapshot. What is gone already is no trouble; machines that run of it run on. A snapshot that
 * was started just now is not gone when it is not known yet.
 */
export async function retire(
    region: Region,
    { imageId, snapshotId }: Pair,
    { isNew = false } = {},
): Promise<void> {
    const deleted = imageId === undefined ? [] : await deregister(region, imageId);
    if (snapshotId === undefined || deleted.includes(snapshotId)) return;
    await deleteSnapshot(region, snapshotId, isNew ? region.pace.unknownMs : undefined);
}

/** Removes an image from its snapshot, which is used again: whom it was shared with may not see that any more. */
export async function release(region: Region, { imageId, snapshotId }: Required<Pair>): Promise<void> {
    const forbidden = await findPermissions(region, imageId);
    await shareSnapshot(region, snapshotId, { permitted: [], forbidden });
    await deregister(region, imageId, { withSnapshot: false });
}

/** The snapshots that went with it. */
async function deregister(region: Region, imageId: string, { withSnapshot = true } = {}): Promise<string[]> {
    const { packages } = region;
    const asked = { action: "ec2:DeregisterImage", resource: imageId };
    try {
        const { DeleteSnapshotResults = [] } = await region.ask(asked, ({ ec2 }, options) =>
            ec2.send(
                new packages.DeregisterImageCommand({
                    ImageId: imageId,
                    DeleteAssociatedSnapshots: withSnapshot,
                }),
                options,
            ),
        );
        return DeleteSnapshotResults.flatMap(({ ReturnCode, SnapshotId }) =>
            ReturnCode === "success" && SnapshotId !== undefined ? [SnapshotId] : [],
        );
    } catch (error) {
        if (hasCode(error, "InvalidAMIID.NotFound", "InvalidAMIID.Unavailable")) return [];
        throw error;
    }
}

/** An image that has just gone may count as a user of its snapshot still. */
async function deleteSnapshot(region: Region, snapshotId: string, unknownMs?: number): Promise<void> {
    const { packages, pace, signal } = region;
    const asked = { action: "ec2:DeleteSnapshot", resource: snapshotId, unknownMs };
    for (let looks = 1; ; looks++) {
        try {
            await region.ask(asked, ({ ec2 }, options) =>
                ec2.send(new packages.DeleteSnapshotCommand({ SnapshotId: snapshotId }), options),
            );
            return;
        } catch (error) {
            if (hasCode(error, "InvalidSnapshot.NotFound")) return;
            if (!hasCode(error, "InvalidSnapshot.InUse") || looks === patience) throw error;
            await pause(untilNextLook(pace, looks), undefined, { signal });
        }
    }
}
