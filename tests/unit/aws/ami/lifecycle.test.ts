import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { planSnapshot } from "../../../../provider/aws/snapshot/plan";
import { mark } from "../../../../provider/aws/image/marks";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { sparseDisk } from "../disks";
import { claimed, holdings, imageOf, inputsOf, useCredentials, worldOf } from "../world";

let fake: FakeAws;
beforeEach(async () => {
    useCredentials();
    fake = await startFakeAws();
});
afterEach(() => fake.close());

const actions = (): string[] => fake.requests.map(({ action }) => action);

const countOf = (action: string): number => actions().filter((one) => one === action).length;

test("an image is in each of its regions, and its snapshot holds the disk", async () => {
    const world = worldOf(fake);
    const state = await world.create(inputsOf({ regions: ["eu-west-1", "us-east-1"] }));
    expect(Object.keys(state.outputs.ids)).toEqual(["eu-west-1", "us-east-1"]);
    expect(holdings(fake)).toEqual(claimed(state));
    const image = fake.region("us-east-1").images.get(state.outputs.ids["us-east-1"] ?? "");
    expect(image).toMatchObject({
        ...{
            name: "web-0000001",
            architecture: "x86_64",
            bootMode: "uefi-preferred",
            virtualizationType: "hvm",
        },
        ...{ enaSupport: true, imdsSupport: "v2.0", rootDeviceName: "/dev/xvda" },
    });
    expect(
        [
            ...(fake
                .region("us-east-1")
                .snapshots.get(image?.snapshotId ?? "")
                ?.blocks.keys() ?? []),
        ].sort(),
    ).toEqual([0, 7]);
});

test("an image for aarch64 is one of arm64, which boots by UEFI", async () => {
    const world = worldOf(fake);
    await world.create(inputsOf({ image: imageOf("web", { arch: "aarch64" }) }));
    const [image] = fake.region("eu-west-1").images.values();
    expect(image).toMatchObject({ architecture: "arm64", bootMode: "uefi" });
});

test("a snapshot is sealed with the checksum over all its blocks, which AWS compares", async () => {
    const world = worldOf(fake);
    const { outputs } = await world.create();
    const snapshot = fake.region("eu-west-1").snapshots.get(outputs.snapshotIds["eu-west-1"] ?? "");
    const { checksum } = await planSnapshot(sparseDisk(imageOf().digest, 2), world.call.signal);
    expect(snapshot?.sealedWith).toBe(checksum);
});

test("deleting it leaves nothing", async () => {
    const world = worldOf(fake);
    await world.delete(await world.create(inputsOf({ regions: ["eu-west-1", "us-east-1"] })));
    expect(holdings(fake)).toEqual({});
});

test("an image that was deleted by hand is no trouble for a deletion", async () => {
    const world = worldOf(fake);
    const state = await world.create();
    fake.region("eu-west-1").images.clear();
    await world.delete(state);
    expect(holdings(fake)).toEqual({});
});

test("a new region is uploaded to alone, and from one that is taken away the image is removed", async () => {
    const world = worldOf(fake);
    const first = await world.create(inputsOf());
    const both = await world.update(first, inputsOf({ regions: ["eu-west-1", "eu-central-1"] }));
    expect(both.outputs.ids["eu-west-1"]).toBe(first.outputs.ids["eu-west-1"]);
    expect(
        fake.requests.filter(({ action }) => action === "ebs:StartSnapshot").map(({ region }) => region),
    ).toEqual(["eu-west-1", "eu-central-1"]);
    const second = await world.update(both, inputsOf({ regions: ["eu-central-1"] }));
    expect(Object.keys(second.outputs.ids)).toEqual(["eu-central-1"]);
    expect(holdings(fake)).toEqual(claimed(second));
});

test("tags, permissions, deprecation and description change in place", async () => {
    const world = worldOf(fake);
    const first = await world.create(inputsOf({ tags: { team: "web", old: "yes" } }));
    const next = await world.update(
        first,
        inputsOf({
            ...{ tags: { team: "shop" }, deprecateAt: "2036-01-01T00:00:30Z", description: "mine" },
            launchPermissions: { accounts: ["210987654321"] },
        }),
    );
    expect(next.outputs.ids).toEqual(first.outputs.ids);
    const region = fake.region("eu-west-1");
    const image = region.images.get(next.outputs.ids["eu-west-1"] ?? "");
    const snapshot = region.snapshots.get(next.outputs.snapshotIds["eu-west-1"] ?? "");
    expect(image?.tags.get("team")).toBe("shop");
    expect(snapshot?.tags.get("team")).toBe("shop");
    expect(image?.tags.has("old")).toBe(false);
    expect(image?.permissions).toEqual(new Set(["user:210987654321"]));
    expect(snapshot?.sharedWith).toEqual(new Set(["210987654321"]));
    expect(image?.deprecateAt?.toISOString()).toBe("2036-01-01T00:00:00.000Z");
    expect(image?.description).toBe("mine");
    await world.update(next, inputsOf());
    expect(image?.permissions.size).toBe(0);
    expect(snapshot?.sharedWith.size).toBe(0);
    expect(image?.deprecateAt).toBeUndefined();
    expect(countOf("ebs:StartSnapshot")).toBe(1);
});

test("the second of two images with the same contents is one of its own", async () => {
    const [one, other] = [worldOf(fake), worldOf(fake)];
    const first = await one.create(inputsOf());
    const second = await other.create(inputsOf({ name: "web-0000002" }));
    expect(holdings(fake)).toEqual(claimed(first, second));
    await one.delete(first);
    expect(holdings(fake)).toEqual(claimed(second));
});

test("a snapshot is encrypted with the region's key that an alias names", async () => {
    const world = worldOf(fake);
    const state = await world.create(
        inputsOf({ regions: ["eu-west-1", "us-east-1"], encrypted: true, kmsKeyId: "alias/images" }),
    );
    for (const [region, id] of Object.entries(state.outputs.snapshotIds)) {
        expect(fake.region(region).snapshots.get(id)).toMatchObject({
            ...{ encrypted: true, kmsKeyArn: fake.region(region).keys.get("alias/images") },
        });
    }
});

test("an image that is known late, and its snapshot, are waited for", async () => {
    fake.behaviour.unknownFor = 5;
    fake.behaviour.looksUntilCompleted = 4;
    fake.behaviour.looksUntilAvailable = 3;
    const world = worldOf(fake);
    const state = await world.create(inputsOf({ launchPermissions: { accounts: ["210987654321"] } }));
    expect(holdings(fake)).toEqual(claimed(state));
    const [image] = fake.region("eu-west-1").images.values();
    expect(image?.permissions).toEqual(new Set(["user:210987654321"]));
    expect(image?.tags.has(mark.unfinished)).toBe(false);
});

test("a role is assumed once for all regions and services", async () => {
    const world = worldOf(fake);
    const role = { roleArn: "arn:aws:iam::123456789012:role/images" };
    const settings = { ...world.call.settings, aws: { endpoint: fake.url, assumeRole: role } };
    const regions = ["eu-west-1", "us-east-1"];
    await world.lifecycle.create({ ...world.call, settings }, { inputs: inputsOf({ regions }) });
    expect(countOf("sts:AssumeRole")).toBe(1);
});

test("a service that is asked too much at once is asked again", async () => {
    fake.behaviour.atOnce = 2;
    const world = worldOf(fake);
    const state = await world.create();
    expect(holdings(fake)).toEqual(claimed(state));
});
