import { UserError } from "../../protocol/errors";
import { AwsError } from "../client/failure";
import { lookUntil } from "../client/look";
import type { Region } from "../client/region";
import type { SnapshotPlan } from "./plan";

/**
 * Seals a snapshot whose blocks have all been sent, and waits until it can be used. Looks while the answer is on its way:
 * a snapshot that is completed has been sealed, whether that was heard or not.
 */
export async function completeSnapshot(
    region: Region,
    snapshotId: string,
    plan: SnapshotPlan,
): Promise<void> {
    const stop = new AbortController();
    const both = region.within(AbortSignal.any([region.signal, stop.signal]));
    const sealed = seal(both, snapshotId, plan);
    const looked = untilCompleted(both, snapshotId);
    try {
        await Promise.race([looked, sealed.then(() => looked)]);
    } catch (error) {
        stop.abort();
        const failure = await sealed.catch(() => undefined);
        throw failure && !region.signal.aborted ? failure : error;
    } finally {
        stop.abort();
        await Promise.allSettled([sealed, looked]);
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

export async function untilCompleted(region: Region, snapshotId: string): Promise<void> {
    const where = `The snapshot ${snapshotId} in ${region.name}`;
    await lookUntil(region, {
        look: async (near) => {
            const { State, StateMessage } = (await lookAt(near, snapshotId)) ?? {};
            if (State === "completed") return State;
            if (State !== "error") return undefined;
            const why = StateMessage ? `: ${StateMessage}` : "";
            throw new UserError(`${where} failed${why}. Run \`pulumi up\` again.`);
        },
        overdue: () =>
            new UserError(
                `${where} was not completed within ${region.pace.readyMs / 60_000} minutes. ` +
                    "Run `pulumi up` again, which goes on with it.",
            ),
    });
}

async function lookAt(region: Region, snapshotId: string) {
    const { packages, pace } = region;
    const asked = { action: "ec2:DescribeSnapshots", resource: snapshotId, unknownMs: pace.unknownMs };
    const { Snapshots } = await region.ask(asked, ({ ec2 }, options) =>
        ec2.send(new packages.DescribeSnapshotsCommand({ SnapshotIds: [snapshotId] }), options),
    );
    return Snapshots?.[0];
}
