import { createHash, randomUUID } from "node:crypto";
import {
    CompleteSnapshotCommand,
    EBSClient,
    PutSnapshotBlockCommand,
    StartSnapshotCommand,
    type StartSnapshotRequest,
} from "@aws-sdk/client-ebs";
import {
    DeleteSnapshotCommand,
    DescribeSnapshotsCommand,
    EC2Client,
    RegisterImageCommand,
    type RegisterImageRequest,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";

let fake: FakeAws;
let ebs: EBSClient;
let ec2: EC2Client;

const options = (region = "eu-west-1", accessKeyId = "AKIATEST") => ({
    ...{ region, endpoint: fake.url, maxAttempts: 1 },
    credentials: { accessKeyId, secretAccessKey: "secret" },
});

beforeAll(async () => {
    fake = await startFakeAws();
    ebs = new EBSClient(options());
    ec2 = new EC2Client(options());
});
beforeEach(() => {
    fake.reset();
});
afterAll(() => fake.close());

const start = (more: Partial<StartSnapshotRequest> = {}) =>
    ebs.send(new StartSnapshotCommand({ VolumeSize: 1, ClientToken: "a", ...more }));

const block = Buffer.alloc(524_288, 7);
const digest = createHash("sha256").update(block).digest();

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

test.each<[string, string, () => Promise<unknown>]>([
    [
        "a block of another length",
        "ValidationException",
        async () => put(await opened(), { BlockData: Buffer.alloc(5) }),
    ],
    ["a wrong checksum", "ValidationException", async () => put(await opened(), { Checksum: "AAAA" })],
    [
        "a block behind the volume's end",
        "ValidationException",
        async () => put(await opened(), { BlockIndex: 2048 }),
    ],
    ["a block for a snapshot that is not there", "ResourceNotFoundException", () => put("snap-0")],
    [
        "a wrong count",
        "ValidationException",
        async () => {
            const id = await opened();
            await put(id);
            await complete(id, { ChangedBlocksCount: 2 });
        },
    ],
    [
        "a checksum over the digests' texts",
        "ValidationException",
        async () => {
            const id = await opened();
            await put(id);
            await complete(id, {
                Checksum: createHash("sha256").update(digest.toString("hex")).digest("base64"),
            });
        },
    ],
    [
        "a block for a snapshot that is sealed",
        "ValidationException",
        async () => {
            await put(await completed());
        },
    ],
    [
        "a token with other parameters",
        "ConflictException",
        async () => {
            await start();
            await start({ VolumeSize: 2 });
        },
    ],
    ["a volume of no size", "ValidationException", () => start({ VolumeSize: 0 })],
    [
        "a key without encryption",
        "ValidationException",
        () => start({ KmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1" }),
    ],
    [
        "a key of another region",
        "ValidationException",
        () => start({ Encrypted: true, KmsKeyArn: fake.region("us-east-1").keys.get("alias/images") }),
    ],
    ["a name with other signs", "InvalidAMIName.Malformed", () => register({ Name: "a?b" })],
    [
        "a name that is taken",
        "InvalidAMIName.Duplicate",
        async () => {
            await register();
            await register();
        },
    ],
    [
        "BIOS on arm64",
        "InvalidParameterCombination",
        () => register({ Architecture: "arm64", BootMode: "legacy-bios" }),
    ],
    [
        "TPM without UEFI",
        "InvalidParameterCombination",
        () => register({ TpmSupport: "v2.0", BootMode: "uefi-preferred" }),
    ],
    [
        "encryption of a mapping with a snapshot",
        "InvalidBlockDeviceMapping",
        () => register({}, { Encrypted: true }),
    ],
    [
        "a root device that nothing is mapped to",
        "InvalidBlockDeviceMapping",
        () => register({ RootDeviceName: "/dev/sda1" }),
    ],
    [
        "an image of a snapshot that is not completed",
        "IncorrectState",
        async () =>
            register({
                BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { SnapshotId: await opened() } }],
            }),
    ],
    [
        "the end of a snapshot that is in use",
        "InvalidSnapshot.InUse",
        async () => {
            await register();
            const [image] = fake.region("eu-west-1").images.values();
            await ec2.send(new DeleteSnapshotCommand({ SnapshotId: image?.snapshotId }));
        },
    ],
    [
        "a key that is not known",
        "UnrecognizedClientException",
        () =>
            new EBSClient(options("eu-west-1", "AKIAOTHER")).send(
                new StartSnapshotCommand({ VolumeSize: 1 }),
            ),
    ],
    [
        "a region that the account does not have",
        "AuthFailure",
        () => new EC2Client(options("xx-north-1")).send(new DescribeSnapshotsCommand({})),
    ],
])("the fake refuses %s", async (_, name, action) => {
    const error = await action().then(
        () => undefined,
        (thrown: unknown) => thrown as Error & { Code?: string },
    );
    expect(error?.Code ?? error?.name).toBe(name);
});

test("a token with the same parameters answers the same snapshot", async () => {
    const [one, other] = [await start(), await start()];
    expect(one.SnapshotId).toBe(other.SnapshotId);
    expect(fake.region("eu-west-1").snapshots.size).toBe(1);
});

test("what is not signed is refused", async () => {
    expect((await fetch(`${fake.url}/snapshots`, { method: "POST", body: "{}" })).status).toBe(403);
});
