import { setMaxListeners } from "node:events";
import type { DiskImage } from "../../disk/disk-image";
import type { Block } from "../../disk/format/blocks";
import type { Region } from "../client/region";
import { blocksOf, blockSize } from "./blocks";
import { sizeOf, type SnapshotPlan } from "./plan";

/** Blocks of one snapshot on their way at a time. EBS takes a thousand a second for each snapshot. */
const atOnce = 64;

interface Upload {
    readonly disk: DiskImage;
    readonly plan: SnapshotPlan;
    readonly snapshotId: string;
    /** Told the bytes of each block that has arrived, and those of all. */
    readonly onSent: (bytes: number, total: number) => void;
}

/** Sends the planned blocks of a disk to a snapshot that has been started. Those that are there already are sent again. */
export async function uploadBlocks(region: Region, upload: Upload): Promise<void> {
    const stop = new AbortController();
    const signal = AbortSignal.any([region.signal, stop.signal]);
    // Each block on its way listens.
    setMaxListeners(atOnce, signal);
    const sending = { ...upload, region: region.within(signal) };
    const planned = upload.plan.blocks.values();
    const blocks = blocksOf(upload.disk);
    const work = async (): Promise<void> => {
        for (const block of blocks) {
            const next = planned.next();
            if (next.done || next.value.index !== block.index)
                throw new Error("the disk changed while it was sent");
            await put(sending, block, next.value.sha256);
        }
    };
    const workers = Array.from({ length: atOnce }, () =>
        work().catch((error: unknown) => {
            if (!stop.signal.aborted) stop.abort(error);
        }),
    );
    await Promise.all(workers);
    signal.throwIfAborted();
}

async function put(
    { region, snapshotId, plan, onSent }: Upload & { readonly region: Region },
    { index, bytes }: Block,
    sha256: Buffer,
): Promise<void> {
    const { packages, pace } = region;
    const asked = { action: "ebs:PutSnapshotBlock", resource: snapshotId, unknownMs: pace.unknownMs };
    await region.ask(asked, ({ ebs }, options) => {
        const command = new packages.PutSnapshotBlockCommand({
            SnapshotId: snapshotId,
            BlockIndex: index,
            BlockData: bytes,
            DataLength: blockSize,
            Checksum: sha256.toString("base64"),
            ChecksumAlgorithm: "SHA256",
        });
        // A signature is over the digest of the body. The SDK would compute it a second time.
        command.middlewareStack.add(
            (next) => (args) => {
                const { headers } = args.request as { headers: Record<string, string> };
                headers["x-amz-content-sha256"] = sha256.toString("hex");
                return next(args);
            },
            { step: "build" },
        );
        return ebs.send(command, options);
    });
    onSent(blockSize, sizeOf(plan));
}
