import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { AmiInputs } from "../../../../provider/aws/ami";
import type { AwsAccess } from "../../../../provider/aws/access";
import { UserError } from "../../../../provider/protocol/errors";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { holdings, inputsOf, useCredentials, worldOf } from "../world";

let fake: FakeAws;
beforeEach(async () => {
    useCredentials();
    fake = await startFakeAws();
});
afterEach(() => fake.close());
afterEach(() => {
    delete process.env.HTTPS_PROXY;
});

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
        what: "a proxy that cannot be used",
        prepare: () => {
            process.env.HTTPS_PROXY = "socks5://127.0.0.1:1080";
        },
        access: { endpoint: "https://aws.test" },
        message:
            "HTTPS_PROXY names a proxy that speaks socks5. Give a proxy as http://host:port or https://host:port.",
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
