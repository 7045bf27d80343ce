import { createHash, randomUUID } from "node:crypto";
import {
    CompleteSnapshotCommand,
    EBSClient,
    PutSnapshotBlockCommand,
    StartSnapshotCommand,
    type StartSnapshotRequest,
} from "@aws-sdk/client-ebs";
import {
    DescribeSnapshotsCommand,
    EC2Client,
    EnableImageDeprecationCommand,
    ModifyImageAttributeCommand,
    RegisterImageCommand,
    type RegisterImageRequest,
} from "@aws-sdk/client-ec2";
import type { FakeAws } from "../../../fakes/aws/server";

const block = Buffer.alloc(524_288, 7);

/** The SHA-256 of the block that is put. */
export const digest = createHash("sha256").update(block).digest();

export const optionsFor = ({ url }: FakeAws, region = "eu-west-1", accessKeyId = "AKIATEST") => ({
    ...{ region, endpoint: url, maxAttempts: 1 },
    credentials: { accessKeyId, secretAccessKey: "secret" },
});

/** Requests of the SDK's own clients: right ones, unless a test says otherwise. */
export function requestsTo(fake: FakeAws) {
    const ebs = new EBSClient(optionsFor(fake));
    const ec2 = new EC2Client(optionsFor(fake));
    const start = (more: Partial<StartSnapshotRequest> = {}) =>
        ebs.send(new StartSnapshotCommand({ VolumeSize: 1, ClientToken: "a", ...more }));

    const put = (SnapshotId: string, more: object = {}) =>
        ebs.send(
            new PutSnapshotBlockCommand({
                ...{ SnapshotId, BlockIndex: 0, BlockData: block, DataLength: block.length },
                ...{ Checksum: digest.toString("base64"), ChecksumAlgorithm: "SHA256", ...more },
            }),
        );

    const complete = (SnapshotId: string, more: object = {}) =>
        ebs.send(
            new CompleteSnapshotCommand({
                ...{
                    SnapshotId,
                    ChangedBlocksCount: 1,
                    ChecksumAlgorithm: "SHA256",
                    ChecksumAggregationMethod: "LINEAR",
                },
                Checksum: createHash("sha256").update(digest).digest("base64"),
                ...more,
            }),
        );

    async function completed(): Promise<string> {
        const SnapshotId = await opened();
        await put(SnapshotId);
        await complete(SnapshotId);
        for (let look = 0; look < 3; look++)
            await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [SnapshotId] }));
        return SnapshotId;
    }

    const register = async (more: Partial<RegisterImageRequest> = {}, ebsMore: object = {}) =>
        ec2.send(
            new RegisterImageCommand({
                ...{
                    Name: "web",
                    RootDeviceName: "/dev/xvda",
                    Architecture: "x86_64",
                    VirtualizationType: "hvm",
                },
                BlockDeviceMappings: [
                    { DeviceName: "/dev/xvda", Ebs: { SnapshotId: await completed(), ...ebsMore } },
                ],
                ...more,
            }),
        );

    const opened = async (): Promise<string> => (await start({ ClientToken: randomUUID() })).SnapshotId ?? "";
    async function published(): Promise<string> {
        const { ImageId = "" } = await register();
        const LaunchPermission = { Add: [{ Group: "all" as const }] };
        await ec2.send(new ModifyImageAttributeCommand({ ImageId, LaunchPermission }));
        return ImageId;
    }

    const deprecate = (ImageId: string, years: number) =>
        ec2.send(
            new EnableImageDeprecationCommand({
                ...{ ImageId, DeprecateAt: new Date(Date.now() + years * 366 * 24 * 3600_000) },
            }),
        );
    return { ec2, start, put, complete, completed, register, opened, published, deprecate };
}
