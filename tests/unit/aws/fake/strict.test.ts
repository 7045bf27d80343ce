import { createHash } from "node:crypto";
import { EBSClient, StartSnapshotCommand } from "@aws-sdk/client-ebs";
import {
    DeleteSnapshotCommand,
    DescribeSnapshotsCommand,
    DisableImageDeprecationCommand,
    EC2Client,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { digest, optionsFor, requestsTo } from "./requests";

let fake: FakeAws;
let ask: ReturnType<typeof requestsTo>;

beforeAll(async () => {
    fake = await startFakeAws();
    ask = requestsTo(fake);
});
beforeEach(() => {
    fake.reset();
});
afterAll(() => fake.close());

test.each<[string, string, () => Promise<unknown>]>([
    [
        "a block of another length",
        "ValidationException",
        async () => ask.put(await ask.opened(), { BlockData: Buffer.alloc(5) }),
    ],
    [
        "a wrong checksum",
        "ValidationException",
        async () => ask.put(await ask.opened(), { Checksum: "AAAA" }),
    ],
    [
        "a block behind the volume's end",
        "ValidationException",
        async () => ask.put(await ask.opened(), { BlockIndex: 2048 }),
    ],
    ["a block for a snapshot that is not there", "ResourceNotFoundException", () => ask.put("snap-0")],
    [
        "a wrong count",
        "ValidationException",
        async () => {
            const id = await ask.opened();
            await ask.put(id);
            await ask.complete(id, { ChangedBlocksCount: 2 });
        },
    ],
    [
        "a checksum over the digests' texts",
        "ValidationException",
        async () => {
            const id = await ask.opened();
            await ask.put(id);
            await ask.complete(id, {
                Checksum: createHash("sha256").update(digest.toString("hex")).digest("base64"),
            });
        },
    ],
    [
        "a block for a snapshot that is sealed",
        "ValidationException",
        async () => {
            await ask.put(await ask.completed());
        },
    ],
    [
        "a token with other parameters",
        "ConflictException",
        async () => {
            await ask.start();
            await ask.start({ VolumeSize: 2 });
        },
    ],
    ["a volume of no size", "ValidationException", () => ask.start({ VolumeSize: 0 })],
    [
        "a key without encryption",
        "ValidationException",
        () => ask.start({ KmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1" }),
    ],
    [
        "a key of another region",
        "ValidationException",
        () => ask.start({ Encrypted: true, KmsKeyArn: fake.region("us-east-1").keys.get("alias/images") }),
    ],
    ["a name with other signs", "InvalidAMIName.Malformed", () => ask.register({ Name: "a?b" })],
    [
        "a name that is taken",
        "InvalidAMIName.Duplicate",
        async () => {
            await ask.register();
            await ask.register();
        },
    ],
    [
        "BIOS on arm64",
        "InvalidParameterCombination",
        () => ask.register({ Architecture: "arm64", BootMode: "legacy-bios" }),
    ],
    [
        "TPM without UEFI",
        "InvalidParameterCombination",
        () => ask.register({ TpmSupport: "v2.0", BootMode: "uefi-preferred" }),
    ],
    [
        "encryption of a mapping with a snapshot",
        "InvalidBlockDeviceMapping",
        () => ask.register({}, { Encrypted: true }),
    ],
    [
        "a root device that nothing is mapped to",
        "InvalidBlockDeviceMapping",
        () => ask.register({ RootDeviceName: "/dev/sda1" }),
    ],
    [
        "an image of a snapshot that is not completed",
        "IncorrectState",
        async () =>
            ask.register({
                BlockDeviceMappings: [{ DeviceName: "/dev/xvda", Ebs: { SnapshotId: await ask.opened() } }],
            }),
    ],
    [
        "the end of a snapshot that is in use",
        "InvalidSnapshot.InUse",
        async () => {
            await ask.register();
            const [image] = fake.region("eu-west-1").images.values();
            await ask.ec2.send(new DeleteSnapshotCommand({ SnapshotId: image?.snapshotId }));
        },
    ],
    [
        "the end of a public image's deprecation",
        "InvalidParameterCombination",
        async () => {
            const ImageId = await ask.published();
            await ask.ec2.send(new DisableImageDeprecationCommand({ ImageId }));
        },
    ],
    [
        "a public image's deprecation in five years",
        "InvalidParameterValue",
        async () => ask.deprecate(await ask.published(), 5),
    ],
    [
        "a deprecation in eleven years",
        "InvalidParameterValue",
        async () => ask.deprecate((await ask.register()).ImageId ?? "", 11),
    ],
    [
        "a key that is not known",
        "UnrecognizedClientException",
        () =>
            new EBSClient(optionsFor(fake, "eu-west-1", "AKIAOTHER")).send(
                new StartSnapshotCommand({ VolumeSize: 1 }),
            ),
    ],
    [
        "a region that the account does not have",
        "AuthFailure",
        () => new EC2Client(optionsFor(fake, "xx-north-1")).send(new DescribeSnapshotsCommand({})),
    ],
])("the fake refuses %s", async (_, name, action) => {
    const error = await action().then(
        () => undefined,
        (thrown: unknown) => thrown as Error & { Code?: string },
    );
    expect(error?.Code ?? error?.name).toBe(name);
});

test("a token with the same parameters answers the same snapshot", async () => {
    const [one, other] = [await ask.start(), await ask.start()];
    expect(one.SnapshotId).toBe(other.SnapshotId);
    expect(fake.region("eu-west-1").snapshots.size).toBe(1);
});
