import { createHash } from "node:crypto";
import { fork } from "node:child_process";
import { once } from "node:events";
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
import { compare, median, sideBySide, timed, type Result } from "./result";
import { bundle, uploadMemory } from "./upload-memory";

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
    return [await bytesSent(), ...(await creation()), await memory()];
}

const world = (fake: Pick<FakeAws, "url">, disk: DiskImage) =>
    worldOf(fake, { pace: defaultPace, diskOf: () => Promise.resolve(disk) });

async function bytesSent(): Promise<Result> {
    const fake = await startFakeAws();
    await world(fake, appliance())
        .create()
        .finally(() => fake.close());
    const sent = fake.requests.filter(({ action }) => action === "ebs:PutSnapshotBlock").length;
    return compare("ami-bytes", {
        ours: sent,
        reference: blocks,
        goal: 1,
        unit: "blocks",
        against: "non-zero blocks",
    });
}

/** Until an instance could be launched from it, and until Pulumi goes on: meanwhile the mark of what is unfinished is taken off. */
async function creation(): Promise<Result[]> {
    const disk = appliance();
    const service = await slowService();
    const whole = { ours: [] as number[], reference: [] as number[] };
    const measured = async (taken: number[], create: () => Promise<unknown>): Promise<number> => {
        await service.reset();
        const from = Date.now();
        taken.push(await timed(create));
        return (await service.availableAt()) - from;
    };
    let made = 0;
    const figures = await sideBySide(
        7,
        () => measured(whole.ours, () => world(service, disk).create(inputsOf({ name: `web-${made++}` }))),
        () => measured(whole.reference, () => oneAfterAnother(service, disk)),
    ).finally(() => service.close());
    const against = "one PutSnapshotBlock after another";
    const answered = { ours: median(whole.ours), reference: median(whole.reference) };
    return [
        compare("ami-create", { ...figures, goal: 0.15, unit: "ms", against }),
        compare("ami-create-answer", { ...answered, goal: 0.2, unit: "ms", against }),
    ];
}

/** In a process of its own, as AWS is on machines of its own. */
async function slowService() {
    const folder = await mkdtemp(join(tmpdir(), "bench-ami-"));
    const child = fork(await bundle("bench/ami-service.ts", folder), [String(latencyMs)]);
    const [url] = (await once(child, "message")) as [string];
    const ask = async (what: string): Promise<number> => {
        const answer = once(child, "message");
        child.send(what);
        return Number((await answer)[0]);
    };
    return {
        url,
        reset: () => ask("reset"),
        /** In milliseconds since 1970. */
        availableAt: () => ask("available"),
        close: async () => {
            child.disconnect();
            await once(child, "exit");
            await rm(folder, { recursive: true, force: true });
        },
    };
}

/** The same work, every request after the one before. */
async function oneAfterAnother(fake: Pick<FakeAws, "url">, disk: DiskImage): Promise<void> {
    const plan = await planSnapshot(disk, signal);
    const settings = { ...world(fake, disk).call.settings };
    await withRegions({ settings, signal }, defaultPace, ["eu-west-1"], async ([region]) => {
        if (region === undefined) return;
        const { packages } = region;
        const asked = { action: "", resource: "" };
        const own = { Filters: [{ Name: "tag:owner", Values: ["reference"] }] };
        await region.ask(asked, ({ ec2 }) =>
            ec2.send(new packages.DescribeImagesCommand({ Owners: ["self"], ...own })),
        );
        await region.ask(asked, ({ ec2 }) =>
            ec2.send(new packages.DescribeSnapshotsCommand({ OwnerIds: ["self"], ...own })),
        );
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

async function memory(): Promise<Result> {
    const fake = await startFakeAws();
    fake.behaviour.keepsBlocks = false;
    return uploadMemory("ami-memory", "bench/ami-upload.ts", fake.url).finally(() => fake.close());
}
