import { setMaxListeners } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { DiskImage } from "../../disk/disk-image";
import type { Block } from "../../disk/format/blocks";
import type { Region } from "../client/region";
import { blocksOf, blockSize } from "./blocks";
import { lineOf } from "./line";
import { sizeOf, type SnapshotPlan } from "./plan";
import { most } from "./window";

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
    setMaxListeners(most, signal);
    const sending = { ...upload, region: region.within(signal) };
    const planned = upload.plan.blocks.values();
    const blocks = blocksOf(upload.disk);
    const { enter } = lineOf(region.pace);
    const sendNext = async (): Promise<boolean> => {
        const leave = await enter(signal);
        try {
            const block = blocks.next();
            if (block.done) return false;
            const next = planned.next();
            if (next.done || next.value.index !== block.value.index)
                throw new Error("the disk changed while it was sent");
            await put(sending, block.value, next.value.sha256);
            return true;
        } finally {
            leave();
        }
    };
    const work = async (): Promise<void> => {
        while (await sendNext());
    };
    const workers: Promise<void>[] = [];
    while (workers.length < Math.min(most, upload.plan.blocks.length)) {
        workers.push(
            work().catch((error: unknown) => {
                if (!stop.signal.aborted) stop.abort(error);
            }),
        );
        // One block is on its way while the next one is signed.
        await setImmediate();
    }
    await Promise.all(workers);
    signal.throwIfAborted();
}

async function put(
    { region, snapshotId, plan, onSent }: Upload & { readonly region: Region },
    { index, bytes }: Block,
    sha256: Buffer,
): Promise<void> {
    const { packages, pace } = region;
    const line = lineOf(pace);
    const asked = {
        ...{ action: "ebs:PutSnapshotBlock", resource: snapshotId, unknownMs: pace.unknownMs },
        attemptMs: line.limitMs(),
    };
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
        return line.attempt(() => ebs.send(command, options));
    });
    onSent(blockSize, sizeOf(plan));
}
