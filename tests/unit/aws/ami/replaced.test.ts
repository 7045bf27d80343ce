import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { AmiInputs } from "../../../../provider/aws/ami";
import { mark } from "../../../../provider/aws/image/marks";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { claimed, holdings, imageOf, inputsOf, useCredentials, worldOf } from "../world";
import { renamed } from "./scenarios";

let fake: FakeAws;
beforeEach(async () => {
    useCredentials();
    fake = await startFakeAws();
});
afterEach(() => fake.close());

const regions = ["eu-west-1", "us-east-1"];

const both = inputsOf({ regions });

/** A creation in an account that answers nothing any more as soon as so many requests of a kind have been done. */
async function abandoned(inputs: AmiInputs, action: string, times = 1): Promise<void> {
    let left = times;
    fake.onDone = (request) => {
        if (request.action === action) left--;
    };
    fake.onRequest = () => (left > 0 ? undefined : "error");
    await expect(worldOf(fake).create(inputs)).rejects.toThrow("could not be removed either");
    [fake.onDone, fake.onRequest] = [() => undefined, () => undefined];
}

describe("a replacement that no change asks for, as by --replace or a taint", () => {
    test.each([
        ["with a name of the user's", both],
        ["with an automatic name", renamed(both)],
    ])("makes another image %s, and its old half takes nothing of it away", async (_, next) => {
        const world = worldOf(fake);
        const first = await world.create(both);
        const second = await world.create(next);
        for (const region of regions) expect(second.outputs.ids[region]).not.toBe(first.outputs.ids[region]);
        await world.delete(first);
        expect(holdings(fake)).toEqual(claimed(second));
        await world.delete(second);
        expect(holdings(fake)).toEqual({});
    });

    test("keeps the new image, also while EC2 shows it as unfinished still", async () => {
        const world = worldOf(fake);
        const first = await world.create(both);
        const second = await world.create(renamed(both));
        for (const { images } of fake.regions.values())
            for (const { tags } of images.values()) tags.set(mark.unfinished, "yes");
        await world.delete(first);
        expect(holdings(fake)).toEqual(claimed(second));
    });

    test("leaves the old image as it is when it fails before the new one can be had", async () => {
        const world = worldOf(fake);
        const first = await world.create(both);
        fake.onRequest = ({ action, region }) =>
            action === "ebs:CompleteSnapshot" && region === "us-east-1" ? "error" : undefined;
        await expect(world.create(inputsOf({ regions: ["us-east-1"] }))).rejects.toThrow("CompleteSnapshot");
        expect(holdings(fake)).toEqual(claimed(first));
        expect((await world.read(first))?.outputs.ids).toEqual(first.outputs.ids);
    });
});

describe("an image that an earlier attempt registered with more", () => {
    const nextYear = new Date(Date.now() + 365 * 24 * 3600_000).toISOString();
    const more: Partial<AmiInputs> = {
        ...{ tags: { team: "web", old: "yes" }, description: "mine", deprecateAt: nextYear },
        launchPermissions: { accounts: ["210987654321"], public: true },
    };
    const now = inputsOf({ tags: { team: "shop" } });

    test.each([
        ["the same name", now],
        ["another name", renamed(now)],
    ])("is as the program says now that gives %s", async (_, inputs) => {
        await abandoned(inputsOf(more), "ec2:EnableImageDeprecation");
        const before = holdings(fake)["eu-west-1"];
        expect(before?.images).toHaveLength(1);
        const world = worldOf(fake);
        const state = await world.create(inputs);
        expect(holdings(fake)).toEqual(claimed(state));
        expect(holdings(fake)["eu-west-1"]?.snapshots).toEqual(before?.snapshots);
        expect(await world.read(state)).toEqual(state);
        expect(world.notes).toEqual([]);
        const [image] = fake.region("eu-west-1").images.values();
        const [snapshot] = fake.region("eu-west-1").snapshots.values();
        expect(image?.name).toBe(inputs.name);
        expect(snapshot?.sharedWith).toEqual(new Set());
        for (const { tags } of [image, snapshot].flatMap((one) => one ?? [])) {
            expect(tags.get("team")).toBe("shop");
            expect(tags.has("old")).toBe(false);
        }
    });

    test("stays where it is until the next replacement has another", async () => {
        await abandoned(inputsOf(more), "ec2:ModifyImageAttribute");
        const world = worldOf(fake);
        const first = await world.create(now);
        const second = await world.create(renamed({ ...now, image: imageOf("other") }));
        expect(holdings(fake)).toEqual(claimed(first, second));
    });
});

test("a snapshot is shared by the next update when a first one was interrupted", async () => {
    const world = worldOf(fake);
    const first = await world.create();
    const shared = inputsOf({ launchPermissions: { accounts: ["210987654321"] } });
    fake.onRequest = ({ action }) => (action === "ec2:ModifySnapshotAttribute" ? "error" : undefined);
    await expect(world.update(first, shared)).rejects.toThrow("ModifySnapshotAttribute");
    fake.onRequest = () => undefined;
    await world.update(first, shared);
    const [snapshot] = fake.region("eu-west-1").snapshots.values();
    expect(snapshot?.sharedWith).toEqual(new Set(["210987654321"]));
});
