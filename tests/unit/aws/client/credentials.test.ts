import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { AwsAccess } from "../../../../provider/aws/access";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { claimed, holdings, inputsOf, useCredentials, worldOf } from "../world";

let fake: FakeAws;
let folder: string;

beforeAll(async () => {
    fake = await startFakeAws();
});
afterAll(() => fake.close());

/** The shared files of somebody whose default profile is of no use. */
beforeEach(async () => {
    fake.reset();
    folder = await mkdtemp(join(tmpdir(), "aws-files-"));
    useCredentials();
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    process.env.AWS_CONFIG_FILE = join(folder, "config");
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, "credentials");
    await writeFile(
        process.env.AWS_SHARED_CREDENTIALS_FILE,
        [
            ...["[default]", "aws_access_key_id = AKIAOTHER", "aws_secret_access_key = secret"],
            ...["[prod]", "aws_access_key_id = AKIATEST", "aws_secret_access_key = secret"],
        ].join("\n"),
    );
    await writeFile(
        process.env.AWS_CONFIG_FILE,
        [
            ...["[profile images]", "region = eu-west-1", "source_profile = prod"],
            "role_arn = arn:aws:iam::123456789012:role/images",
            ...["[profile process]", `credential_process = sh ${join(folder, "process")}`],
        ].join("\n"),
    );
    const given = { Version: 1, AccessKeyId: "AKIATEST", SecretAccessKey: "secret" };
    await writeFile(join(folder, "process"), `echo '${JSON.stringify(given)}'`);
});
afterEach(() => rm(folder, { recursive: true }));

async function created(access: AwsAccess = {}): Promise<void> {
    const { call, lifecycle } = worldOf(fake);
    const settings = { ...call.settings, aws: { ...call.settings.aws, ...access } };
    const inputs = inputsOf();
    const state = { ...(await lifecycle.create({ ...call, settings }, { inputs })), inputs };
    expect(holdings(fake)).toEqual(claimed(state));
}

test.each(["prod", "process"])(
    "the profile %s of the shared files is used where the program names it",
    async (profile) => {
        await created({ profile });
    },
);

test("the profile that AWS_PROFILE names is used where the program names none", async () => {
    process.env.AWS_PROFILE = "prod";
    await created();
});

test("a profile with a role is that role, assumed with the profile it is based on", async () => {
    process.env.AWS_ENDPOINT_URL = fake.url;
    await created({ profile: "images" });
    expect(fake.requests.filter(({ action }) => action === "sts:AssumeRole")).toHaveLength(1);
});

test("a default profile whose key is not valid is refused, and not passed over", async () => {
    await expect(created()).rejects.toThrow("AWS does not accept the credentials in eu-west-1");
});
