import { createHash } from "node:crypto";
import { fork } from "node:child_process";
import { once } from "node:events";
import { build } from "esbuild";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blocksOf, blockSize } from "../provider/aws/snapshot/blocks";
import { defaultPace } from "../provider/aws/client/pace";
import { withRegions } from "../provider/aws/client/open";
import { planSnapshot } from "../provider/aws/snapshot/plan";
import type { DiskImage } from "../provider/disk/disk-image";
import { startFakeAws, type FakeAws } from "../tests/fakes/aws/server";
import { bytesOf, diskOf } from "../tests/unit/aws/disks";
import { inputsOf, useCredentials, worldOf } from "../tests/unit/aws/world";
import { compare, sideBySide, timed, type Result } from "./result";

/** As an appliance has them: 34 blocks, 17 MiB of a disk of 1 GiB. */
const blocks = 34;
const latencyMs = 30;

const { signal } = new AbortController();

const appliance = (): DiskImage =>
    diskOf(
        Array.from({ length: blocks }, (_, index) => ({
            offset: index * 2 * blockSize,
            bytes: bytesOf(`block ${index}`),
        })),
    );

export async function amiBenchmarks(): Promise<Result[]> {
    useCredentials();
    const fake = await startFakeAws();
    fake.behaviour.latencyMs = latencyMs;
    try {
        return [await bytesSent(fake), await creation(fake), await memory()];
    } finally {
        await fake.close();
    }
}

const world = (fake: FakeAws, disk: DiskImage) =>
    worldOf(fake, { pace: defaultPace, diskOf: () => Promise.resolve(disk) });

async function bytesSent(fake: FakeAws): Promise<Result> {
    fake.reset();
    const ours = world(fake, appliance());
    await ours.create();
    const sent = fake.requests.filter(({ action }) => action === "ebs:PutSnapshotBlock").length;
    return compare("ami-bytes", {
        ours: sent,
        reference: blocks,
        goal: 1,
        unit: "blocks",
        against: "non-zero blocks",
    });
}

async function creation(fake: FakeAws): Promise<Result> {
    const disk = appliance();
    let made = 0;
    const ours = (): Promise<number> => {
        fake.reset();
        return timed(() => world(fake, disk).create(inputsOf({ name: `web-${made++}` })));
    };
    const figures = await sideBySide(5, ours, () => {
        fake.reset();
        return timed(() => oneAfterAnother(fake, disk));
    });
    return compare("ami-create", {
        ...figures,
        goal: 0.15,
        unit: "ms",
        against: "one PutSnapshotBlock after another",
    });
}

/** What a plain program does: every request after the one before. */
async function oneAfterAnother(fake: FakeAws, disk: DiskImage): Promise<void> {
    const plan = await planSnapshot(disk, signal);
    const settings = { ...world(fake, disk).call.settings };
    await withRegions({ settings, signal }, defaultPace, ["eu-west-1"], async ([region]) => {
        if (region === undefined) return;
        const { packages } = region;
        const asked = { action: "", resource: "" };
        const { SnapshotId } = await region.ask(asked, ({ ebs }) =>
            ebs.send(new packages.StartSnapshotCommand({ VolumeSize: plan.volumeGiB })),
        );
        for (const { index, bytes } of blocksOf(disk)) {
            await region.ask(asked, ({ ebs }) =>
                ebs.send(
                    new packages.PutSnapshotBlockCommand({
                        ...{ SnapshotId, BlockIndex: index, BlockData: bytes, DataLength: blockSize },
                        Checksum: createHash("sha256").update(bytes).digest("base64"),
                        ChecksumAlgorithm: "SHA256",
                    }),
                ),
            );
        }
        await region.ask(asked, ({ ebs }) =>
            ebs.send(
                new packages.CompleteSnapshotCommand({ SnapshotId, ChangedBlocksCount: plan.blocks.length }),
            ),
        );
        const ids = { SnapshotIds: SnapshotId === undefined ? [] : [SnapshotId] };
        for (let isDone = false; !isDone;) {
            const { Snapshots } = await region.ask(asked, ({ ec2 }) =>
                ec2.send(new packages.DescribeSnapshotsCommand(ids)),
            );
            isDone = Snapshots?.[0]?.State === "completed";
        }
        await region.ask(asked, ({ ec2 }) =>
            ec2.send(
                new packages.RegisterImageCommand({
                    ...{ Name: "reference", RootDeviceName: "/dev/xvda" },
                    BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { SnapshotId } }],
                }),
            ),
        );
        await region.ask(asked, ({ ec2 }) =>
            ec2.send(new packages.DescribeImagesCommand({ Owners: ["self"] })),
        );
    });
}

/** Of a process of its own that uploads a disk of 2 GiB without a hole, above what it had before. */
async function memory(): Promise<Result> {
    const folder = await mkdtemp(join(tmpdir(), "bench-ami-"));
    const fake = await startFakeAws();
    fake.behaviour.keepsBlocks = false;
    try {
        const script = join(folder, "upload.js");
        await build({
            ...{ entryPoints: ["bench/ami-upload.ts"], outfile: script, bundle: true, platform: "node" },
            ...{ logLevel: "error", loader: { ".sh": "text" } },
        });
        const child = fork(script, [fake.url], { execArgv: ["--expose-gc"] });
        const [above] = (await once(child, "message")) as [number];
        return compare("ami-memory", {
            ours: above,
            reference: 150,
            goal: 1,
            unit: "MB",
            against: "limit, 2 GiB uploaded",
        });
    } finally {
        await fake.close();
        await rm(folder, { recursive: true, force: true });
    }
}
