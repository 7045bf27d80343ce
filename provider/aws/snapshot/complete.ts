import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../protocol/errors";
import { AwsError } from "../client/failure";
import { untilNextLook } from "../client/pace";
import type { Region } from "../client/region";
import type { SnapshotPlan } from "./plan";

/** Seals a snapshot whose blocks have all been sent, and waits until it can be used. */
export async function completeSnapshot(
    region: Region,
    snapshotId: string,
    plan: SnapshotPlan,
): Promise<void> {
    const failure = await seal(region, snapshotId, plan);
    try {
        await untilCompleted(region, snapshotId);
    } catch (error) {
        throw failure && !region.signal.aborted ? failure : error;
    }
}

/**
 * A snapshot can be sealed once. When the answer to that did not arrive, the second attempt is refused: then the snapshot
 * itself says whether it is sealed.
 */
async function seal(region: Region, snapshotId: string, plan: SnapshotPlan): Promise<AwsError | undefined> {
    const { packages, pace } = region;
    const asked = { action: "ebs:CompleteSnapshot", resource: snapshotId, unknownMs: pace.unknownMs };
    try {
        await region.ask(asked, ({ ebs }, options) =>
            ebs.send(
                new packages.CompleteSnapshotCommand({
                    SnapshotId: snapshotId,
                    ChangedBlocksCount: plan.blocks.length,
                    Checksum: plan.checksum,
                    ChecksumAlgorithm: "SHA256",
                    ChecksumAggregationMethod: "LINEAR",
                }),
                options,
            ),
        );
        return undefined;
    } catch (error) {
        if (error instanceof AwsError && error.unclear) return error;
        throw error;
    }
}

/** Looks, at growing intervals, until the snapshot is completed. */
export async function untilCompleted(region: Region, snapshotId: string): Promise<void> {
    const { pace, signal } = region;
    const until = performance.now() + pace.readyMs;
    for (let looks = 1; ; looks++) {
        const { State, StateMessage } = (await lookAt(region, snapshotId)) ?? {};
        if (State === "completed") return;
        if (State === "error") {
            const why = StateMessage ? `: ${StateMessage}` : "";
            throw new UserError(
                `The snapshot ${snapshotId} in ${region.name} failed${why}. Run \`pulumi up\` again.`,
            );
        }
        if (performance.now() > until) {
            throw new UserError(
                `The snapshot ${snapshotId} in ${region.name} was not completed within ${pace.readyMs / 60_000} minutes. ` +
                    "Run `pulumi up` again, which goes on with it.",
            );
        }
        await pause(untilNextLook(pace, looks), undefined, { signal });
    }
}

async function lookAt(region: Region, snapshotId: string) {
    const { packages, pace } = region;
    const asked = { action: "ec2:DescribeSnapshots", resource: snapshotId, unknownMs: pace.unknownMs };
    const { Snapshots } = await region.ask(asked, ({ ec2 }, options) =>
        ec2.send(new packages.DescribeSnapshotsCommand({ SnapshotIds: [snapshotId] }), options),
    );
    return Snapshots?.[0];
}
