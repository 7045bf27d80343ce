import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { credentials } from "../../../../provider/gcp/credentials/credentials";
import type { ImageInputs } from "../../../../provider/gcp/image";
import type { UserError } from "../../../../provider/protocol/errors";
import { startFake, type Fake } from "../../../fakes/gcp/server";
import { callTo, created, holdings, inputs, lifecycle, pace, settingsFor } from "./world";

let fake: Fake;
beforeEach(async () => {
    fake = await startFake();
});
afterEach(() => fake.stop());

const failure = (given: ImageInputs = inputs, call = callTo(fake)): Promise<UserError> =>
    lifecycle.create(call, { inputs: given }).then(
        () => {
            throw new Error("it was made");
        },
        (error: unknown) => error as UserError,
    );

/** Digits for the contents, which differ from test to test. */
const plain = ({ message }: Error): string =>
    message.replace(/web-[0-9a-f]{6}-[0-9a-f]{10}/g, "web-abcdef-0123456789");

describe("a refusal says what was refused, in Google's words, and what to do", () => {
    test.each<[permission: string, said: string]>([
        [
            "storage.objects.list",
            "The image web-abcdef-0123456789 was refused: maker@test-project.iam.gserviceaccount.com does not have storage.objects.list access to the Google Cloud Storage object. Permission 'storage.objects.list' denied on resource (or it may not exist). Grant the caller a role with storage.objects.list on the bucket uploads; docs/gcp.md has one with all that is needed.",
        ],
        [
            "storage.objects.create",
            "The image web-abcdef-0123456789 was refused: maker@test-project.iam.gserviceaccount.com does not have storage.objects.create access to the Google Cloud Storage object. Permission 'storage.objects.create' denied on resource (or it may not exist). Grant the caller a role with storage.objects.create on the bucket uploads; docs/gcp.md has one with all that is needed.",
        ],
        [
            "compute.images.get",
            "The image web-abcdef-0123456789 was refused: Required 'compute.images.get' permission for 'projects/test-project/global/images/web-abcdef-0123456789'. Grant the caller a role with compute.images.get on the project test-project; docs/gcp.md has one with all that is needed.",
        ],
        [
            "compute.images.create",
            "The image web-abcdef-0123456789 was refused: Required 'compute.images.create' permission for 'projects/test-project/global/images/web-abcdef-0123456789'. Grant the caller a role with compute.images.create on the project test-project; docs/gcp.md has one with all that is needed.",
        ],
    ])("no permission %s", async (permission, said) => {
        fake.account.denied.add(permission);
        expect(plain(await failure())).toBe(said);
        fake.account.denied.clear();
        expect(holdings(fake)).toEqual({ images: [], objects: [] });
    });

    test("no permission to delete the object: the image is there, and the next run finds both", async () => {
        fake.account.denied.add("storage.objects.delete");
        expect(plain(await failure())).toContain(
            "Grant the caller a role with storage.objects.delete on the bucket uploads",
        );
        fake.account.denied.clear();
        const { outputs } = await created(fake);
        expect(holdings(fake)).toEqual({ images: [outputs.imageName], objects: [] });
    });

    test("no bucket", async () => {
        const error = await failure({ ...inputs, bucket: "nowhere" });
        expect(plain(error)).toBe(
            "The image web-abcdef-0123456789 cannot be uploaded: there is no bucket nowhere. Create it: gcloud storage buckets create gs://nowhere",
        );
        expect(error.property).toBe("bucket");
    });

    test("no such project", async () => {
        const error = await failure({ ...inputs, project: "other" });
        expect(plain(error)).toBe(
            "The image web-abcdef-0123456789 cannot be made: there is no project other, or the caller may not see it. Give a project's ID; `gcloud projects list` shows them.",
        );
        expect(error.property).toBe("project");
    });

    test("a quota that is used up, when it is asked", async () => {
        fake.account.quotas.images = 0;
        expect(plain(await failure())).toBe(
            "The image web-abcdef-0123456789 was refused for a quota: Quota 'IMAGES' exceeded.  Limit: 0.0 globally. Delete images, or ask for more: https://console.cloud.google.com/iam-admin/quotas?project=test-project",
        );
        expect(holdings(fake).objects).toEqual([]);
    });

    test("a quota that is used up, when it is at work", async () => {
        fake.account.nextFailure = {
            code: "QUOTA_EXCEEDED",
            message: "Quota 'IMAGES' exceeded.  Limit: 0.0 globally.",
        };
        expect(plain(await failure())).toBe(
            "The image web-abcdef-0123456789 could not be made: Quota 'IMAGES' exceeded.  Limit: 0.0 globally. Delete images, or ask for more: https://console.cloud.google.com/iam-admin/quotas?project=test-project",
        );
        expect(holdings(fake)).toEqual({ images: [], objects: [] });
    });

    test("an operation that fails is told as what it is, and nothing is left of it", async () => {
        fake.account.nextFailure = {
            code: "INVALID_IMAGE",
            message: "The tar archive is not a valid image.",
        };
        expect(plain(await failure())).toBe(
            "The image web-abcdef-0123456789 could not be made: The tar archive is not a valid image.",
        );
        expect(holdings(fake)).toEqual({ images: [], objects: [] });
    });

    test("an image of that name that is another's", async () => {
        const { outputs } = await created(fake);
        const theirs = fake.account.images.get(outputs.imageName);
        if (theirs) theirs.labels = {};
        const error = await failure();
        expect(plain(error)).toBe(
            "There is an image web-abcdef-0123456789 in the project test-project already, and it was not made for this resource. Give this one another name, or delete that one.",
        );
        expect(error.property).toBe("name");
        expect(holdings(fake)).toEqual({ images: [outputs.imageName], objects: [] });
    });

    test("a key that was deleted", async () => {
        const key = JSON.parse(fake.key) as { client_email: string };
        const gcp = settingsFor({
            ...fake,
            key: JSON.stringify({ ...key, client_email: "gone@test-project.iam.gserviceaccount.com" }),
        });
        expect(plain(await failure(inputs, callTo(fake, { gcp })))).toBe(
            "The Google credentials have expired or were revoked (invalid_grant: Invalid issuer: Not found; a service account is required). Run `gcloud auth application-default login`, or set `unikernel:gcp` credentials or GOOGLE_APPLICATION_CREDENTIALS.",
        );
    });

    test("an access token that has expired", async () => {
        const { credentials: _, ...rest } = settingsFor(fake);
        expect(plain(await failure(inputs, callTo(fake, { gcp: { ...rest, accessToken: "old" } })))).toBe(
            "The image web-abcdef-0123456789 was not touched: the Google credentials are not accepted: Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. Run `gcloud auth application-default login`, or renew the key or token that is configured.",
        );
    });

    test("a key file that is not there", async () => {
        const gcp = { ...settingsFor(fake), credentials: "/nonexistent/key.json" };
        expect(plain(await failure(inputs, callTo(fake, { gcp })))).toBe(
            "The Google credentials /nonexistent/key.json cannot be read: there is no such file.",
        );
    });

    test("a service account that may not be impersonated", async () => {
        const gcp = {
            ...settingsFor(fake),
            impersonate: { account: "robot@test-project.iam.gserviceaccount.com", delegates: [] },
        };
        expect(plain(await failure(inputs, callTo(fake, { gcp })))).toBe(
            "robot@test-project.iam.gserviceaccount.com cannot be impersonated: Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist). The caller needs roles/iam.serviceAccountTokenCreator on it.",
        );
    });
});

test("a token that was revoked is renewed once, and the image is made", async () => {
    await created(fake, { ...inputs, name: "first" });
    fake.revokeTokens();
    await created(fake);
    expect(fake.log.filter((line) => line === "POST /token")).toHaveLength(2);
});

test("a service account that may be impersonated makes the image", async () => {
    const account = "robot@test-project.iam.gserviceaccount.com";
    fake.impersonable.add(account);
    const gcp = { ...settingsFor(fake), impersonate: { account, delegates: [] } };
    await lifecycle.create(callTo(fake, { gcp }), { inputs });
    expect(fake.log.filter((line) => line.includes("generateAccessToken"))).toHaveLength(1);
});

test("an access token asks for the token of the account to impersonate, and does nothing itself", async () => {
    const account = "robot@test-project.iam.gserviceaccount.com";
    fake.impersonable.add(account);
    const { signal } = new AbortController();
    const accessToken = await credentials(settingsFor(fake), pace).token(signal, false);
    const gcp = { ...settingsFor(fake), accessToken, impersonate: { account, delegates: [] } };
    const call = callTo(fake, { gcp });
    await lifecycle.create(call, { inputs });
    expect(fake.log.filter((line) => line.includes("generateAccessToken"))).toHaveLength(1);
    expect(fake.log.filter((line) => line === "POST /token")).toHaveLength(1);
});

test("an emulator that asks for no token is sent none, and nothing is loaded to have one", async () => {
    fake.authenticates = false;
    const { credentials: _, ...gcp } = settingsFor(fake);
    await lifecycle.create(callTo(fake, { gcp }), { inputs });
    expect(fake.log).not.toContain("POST /token");
});
