import { afterEach, beforeEach, expect, test } from "@jest/globals";
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
    const world = worldOf(fake, { diskOf: () => Promise.resolve(diskOf([], size)) });
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

test("a key that is not there is refused, though its ARN is well formed", async () => {
    const kmsKeyId = "arn:aws:kms:eu-west-1:123456789012:key/gone";
    await expect(worldOf(fake).create(inputsOf({ encrypted: true, kmsKeyId }))).rejects.toMatchObject({
        message: "the KMS key cannot be used in eu-west-1: The key does not exist in this region",
        property: "kmsKeyId",
    });
    expect(holdings(fake)).toEqual({});
});

test.each([
    [
        "a snapshot that is never completed",
        () => (fake.behaviour.looksUntilCompleted = 1e6),
        /^The snapshot snap-\w+ in eu-west-1 was not completed within 0\.005 minutes\. Run `pulumi up` again, which goes on with it\.$/,
    ],
    [
        "an image that never becomes available",
        () => (fake.behaviour.looksUntilAvailable = 1e6),
        /^The image web-0000001 in eu-west-1 did not become available\. Run `pulumi up` again\.$/,
    ],
    [
        "a snapshot that fails",
        () => {
            fake.onDone = ({ action, region }) => {
                if (action !== "ebs:CompleteSnapshot") return;
                for (const snapshot of fake.region(region).snapshots.values()) snapshot.state = "error";
            };
        },
        /^The snapshot snap-\w+ in eu-west-1 failed\. Run `pulumi up` again\.$/,
    ],
])("%s is waited for no longer than it may take, and removed", async (_, prepare, message) => {
    prepare();
    await expect(worldOf(fake, means({ readyMs: 300 })).create()).rejects.toThrow(message);
    expect(holdings(fake)).toEqual({});
});
