import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { AmiInputs } from "../../../../provider/aws/ami";
import type { AwsAccess } from "../../../../provider/aws/access";
import { UserError } from "../../../../provider/protocol/errors";
import { newId } from "../../../fakes/aws/account";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { diskOf } from "../disks";
import { holdings, inputsOf, means, useCredentials, worldOf } from "../world";

let fake: FakeAws;
beforeEach(async () => {
    useCredentials();
    fake = await startFakeAws();
});
afterEach(() => fake.close());

interface Case {
    readonly what: string;
    readonly prepare?: () => void;
    readonly inputs?: Partial<AmiInputs>;
    readonly access?: AwsAccess;
    readonly message: string;
    readonly property?: string;
}

const withKey = (key: string) => () => {
    useCredentials(key);
};

const denied =
    (...actions: readonly string[]) =>
    () => {
        for (const action of actions) fake.behaviour.denied.add(action);
    };

const user = "User: arn:aws:iam::123456789012:user/test is not authorized to perform";
const advice = "Allow it; docs/aws.md holds the policy with all that is needed.";

const cases: readonly Case[] = [
    {
        what: "no right to start a snapshot",
        prepare: denied("ebs:StartSnapshot"),
        message: `The credentials may not do ebs:StartSnapshot on a snapshot of 1 GiB in eu-west-1: ${user}: ebs:StartSnapshot. ${advice}`,
    },
    {
        what: "no right to register an image",
        prepare: denied("ec2:RegisterImage"),
        message:
            "The credentials may not do ec2:RegisterImage on the image name web-0000001 in eu-west-1: You are not authorized to " +
            `perform this operation. ${user}: ec2:RegisterImage. ${advice}`,
    },
    {
        what: "no right to use a key",
        prepare: denied("kms:DescribeKey"),
        inputs: { encrypted: true, kmsKeyId: "alias/images" },
        message: `The credentials may not do kms:DescribeKey on KMS key alias/images in eu-west-1: ${user}: kms:DescribeKey. ${advice}`,
    },
    {
        what: "no right to assume a role",
        access: { assumeRole: { roleArn: "arn:aws:iam::123456789012:role/other" } },
        message:
            "The credentials may not do sts:AssumeRole on arn:aws:iam::123456789012:role/other in eu-west-1: " +
            `${user}: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/other. ${advice}`,
    },
    {
        what: "expired credentials",
        prepare: withKey("AKIAEXPIRED"),
        message:
            "The AWS credentials have expired (ec2:DescribeImages in eu-west-1: Request has expired). Get new ones, with " +
            "`aws sso login` for instance, and run `pulumi up` again.",
    },
    {
        what: "wrong credentials",
        prepare: withKey("AKIAWRONG"),
        message:
            "AWS does not accept the credentials in eu-west-1 (ec2:DescribeImages: AWS was not able to validate the provided access " +
            "credentials). They are wrong or no longer valid, this machine's clock is off, or the account has not enabled the region.",
    },
    {
        what: "no credentials",
        prepare: () => {
            delete process.env.AWS_ACCESS_KEY_ID;
            delete process.env.AWS_SECRET_ACCESS_KEY;
        },
        message:
            "No AWS credentials were found for eu-west-1: Could not load credentials from any providers. Set AWS_PROFILE or " +
            "unikernel:aws.profile, run `aws sso login` or `aws configure`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    },
    {
        what: "a profile that is not there",
        prepare: () => {
            delete process.env.AWS_ACCESS_KEY_ID;
        },
        access: { profile: "nope" },
        message:
            "No AWS credentials were found for eu-west-1: profile nope: Could not load credentials from " +
            "any providers. Set AWS_PROFILE or unikernel:aws.profile, run `aws sso login` or `aws configure`, " +
            "or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    },
    {
        what: "no snapshot left in the quota",
        prepare: () => {
            fake.behaviour.snapshotQuota = 0;
        },
        message:
            "A quota of the account is used up in eu-west-1 (ebs:StartSnapshot: Snapshot limit exceeded). Remove what is no longer " +
            "needed, or ask for more in the Service Quotas console.",
    },
    {
        what: "no image left in the quota",
        prepare: () => {
            fake.behaviour.imageQuota = 0;
        },
        message:
            "A quota of the account is used up in eu-west-1 (ec2:RegisterImage: You have exceeded your quota for the number of public " +
            "and private images). Remove what is no longer needed, or ask for more in the Service Quotas console.",
    },
    {
        what: "a key that the region does not have",
        inputs: { encrypted: true, kmsKeyId: "alias/nope" },
        message:
            "there is no KMS key alias/nope in eu-west-1. A key belongs to one region: give one for each, as in " +
            '`{ "eu-west-1": "alias/images" }`',
        property: "kmsKeyId",
    },
    {
        what: "a public image where that is blocked",
        prepare: () => {
            fake.behaviour.publicBlocked = true;
        },
        inputs: { launchPermissions: { public: true } },
        message:
            "ec2:ModifyImageAttribute is not permitted in eu-west-1: You can't publicly share this image: block public access is " +
            'enabled. Public images need "block public access for AMIs" to be off in that region',
        property: "launchPermissions",
    },
];

test.each([...cases])("$what: the message says what to do, and nothing is left", async (row) => {
    row.prepare?.();
    const world = worldOf(fake);
    const settings = { ...world.call.settings, aws: { endpoint: fake.url, ...row.access } };
    const creation = world.lifecycle.create({ ...world.call, settings }, { inputs: inputsOf(row.inputs) });
    const error = await creation.then(
        () => undefined,
        (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    const { message, property } = error as UserError;
    expect({ message, property }).toEqual({ message: row.message, property: row.property });
    expect(holdings(fake)).toEqual({});
});

test("a name that an image of somebody else's has is refused, and that image stays", async () => {
    const world = worldOf(fake);
    const state = await world.create();
    const image = fake.region("eu-west-1").images.get(state.outputs.ids["eu-west-1"] ?? "");
    image?.tags.clear();
    fake.region("eu-west-1")
        .snapshots.get(image?.snapshotId ?? "")
        ?.tags.clear();
    const before = holdings(fake);
    await expect(world.create(inputsOf({ tags: { other: "one" } }))).rejects.toThrow(
        "the image name web-0000001 is taken: another image in eu-west-1 has that name. Choose another one, or leave `name` out",
    );
    expect(holdings(fake)).toEqual(before);
});

test("a disk that no volume can hold is refused, and nothing is begun", async () => {
    const size = 65_537 * 2 ** 30;
    const world = worldOf(fake, { ...means(), diskOf: () => Promise.resolve(diskOf([], size)) });
    await expect(world.create()).rejects.toThrow(
        "the disk of web.spt has 65537 GiB, and the largest volume on EC2 has 65536",
    );
    expect(fake.requests.filter(({ action }) => !action.startsWith("ec2:Describe"))).toEqual([]);
});

test("a snapshot that an image of somebody else's uses stays, and the message says so", async () => {
    const world = worldOf(fake);
    const state = await world.create();
    const region = fake.region("eu-west-1");
    const [own] = region.images.values();
    const other = newId("ami");
    if (own) region.images.set(other, { ...own, id: other, name: "other" });
    await expect(world.delete(state)).rejects.toThrow(
        /^ec2:DeleteSnapshot on snap-\w+ failed in eu-west-1: InvalidSnapshot\.InUse: The snapshot snap-\w+ is currently in use by ami \(request req-1\)\.$/,
    );
});

test.each([
    ["web", '"web" is no ID of an image. '],
    ["ami-0123", '"ami-0123" does not say its region. '],
])("an import of %s is refused", async (id, message) => {
    await expect(worldOf(fake).import(id)).rejects.toThrow(
        `${message}Give a region and an ID, as in \`eu-west-1/ami-0123456789abcdef0\`; several are joined by commas.`,
    );
});

test("an image that this provider did not make can't be imported", async () => {
    const world = worldOf(fake);
    const { outputs } = await world.create();
    const id = outputs.ids["eu-west-1"] ?? "";
    fake.region("eu-west-1").images.get(id)?.tags.clear();
    await expect(world.import(`eu-west-1/${id}`)).rejects.toThrow(
        `${id} was not made by this provider: it has no tag pulumi-unikernel:image. Only images that were can be imported.`,
    );
    expect(await world.import("eu-west-1/ami-0123")).toBeUndefined();
});

test("where there is no such region the message says so", async () => {
    const world = worldOf(fake);
    // Names that end in `.invalid` are never known to any name service.
    const settings = { ...world.call.settings, aws: { endpoint: "http://ebs.eu-west-9.invalid" } };
    await expect(
        world.lifecycle.create({ ...world.call, settings }, { inputs: inputsOf({ regions: ["eu-west-9"] }) }),
    ).rejects.toThrow(/eu-west-9/);
});
