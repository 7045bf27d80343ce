import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { startFakeAws, type FakeAws } from "../../../fakes/aws/server";
import { claimed, holdings, imageOf, inputsOf, useCredentials, worldOf } from "../world";

let fake: FakeAws;
beforeEach(async () => {
    useCredentials();
    fake = await startFakeAws();
});
afterEach(() => fake.close());

test("a refresh finds nothing where nothing has changed", async () => {
    const world = worldOf(fake);
    const given = inputsOf({
        ...{
            tags: { team: "web" },
            deprecateAt: "2036-01-01T00:00:00Z",
            regions: ["eu-west-1", "us-east-1"],
        },
        launchPermissions: { accounts: ["210987654321"] },
    });
    const state = await world.create(given);
    expect(await world.read(state)).toEqual(state);
});

test("the deprecation that EC2 gives a public image is no change by others, and goes when it is public no longer", async () => {
    const world = worldOf(fake);
    const open = inputsOf({ launchPermissions: { public: true } });
    const state = await world.create(open);
    const [image] = fake.region("eu-west-1").images.values();
    expect(image?.deprecateAt).toBeDefined();
    expect(await world.read(state)).toEqual(state);
    expect(world.notes).toEqual([]);
    const tagged = await world.update(state, { ...open, tags: { team: "web" } });
    expect(image?.tags.get("team")).toBe("web");
    await world.update(tagged, inputsOf());
    expect(image?.deprecateAt).toBeUndefined();
});

test("a refresh finds what was changed by hand", async () => {
    const world = worldOf(fake);
    const state = await world.create(
        inputsOf({ regions: ["eu-west-1", "us-east-1"], tags: { team: "web" } }),
    );
    const image = fake.region("us-east-1").images.get(state.outputs.ids["us-east-1"] ?? "");
    image?.tags.set("team", "other");
    image?.permissions.add("group:all");
    if (image) image.deprecateAt = new Date("2036-01-01T00:00:00Z");
    fake.region("eu-west-1").images.clear();
    const found = await world.read(state);
    expect(world.notes).toEqual(["changed by others: us-east-1: tags, launchPermissions, deprecateAt"]);
    expect(found?.inputs).toMatchObject({
        ...{
            tags: { team: "other" },
            launchPermissions: { public: true },
            deprecateAt: "2036-01-01T00:00:00.000Z",
        },
    });
    expect(Object.keys(found?.outputs.ids ?? {})).toEqual(["us-east-1"]);
    const mended = await world.update(found ?? state, state.inputs);
    expect(image?.permissions.size).toBe(0);
    expect(image?.tags.get("team")).toBe("web");
    expect(holdings(fake)).toEqual(claimed(mended));
    // The snapshot that had stayed is used again.
    expect(mended.outputs.snapshotIds).toEqual(state.outputs.snapshotIds);
});

test("an image that is gone everywhere is gone", async () => {
    const world = worldOf(fake);
    const state = await world.create();
    fake.region("eu-west-1").images.clear();
    expect(await world.read(state)).toBeUndefined();
});

test("an image is imported by its regions and IDs, and a program that says the same changes nothing", async () => {
    const world = worldOf(fake);
    const state = await world.create(
        inputsOf({ regions: ["eu-west-1", "us-east-1"], tags: { team: "web" } }),
    );
    const id = Object.entries(state.outputs.ids)
        .map(([region, image]) => `${region}/${image}`)
        .join(",");
    const found = await world.import(id);
    expect(found?.outputs).toEqual({ ...state.outputs, uploadBytes: undefined });
    expect(found?.inputs).toMatchObject({
        tags: { team: "web" },
        name: "web-0000001",
        regions: state.inputs.regions,
    });
    expect(found?.inputs.image).toMatchObject({ digest: imageOf().digest, name: "web.spt", target: "spt" });
});

test("a refresh says what was changed in which of the regions", async () => {
    const world = worldOf(fake);
    const state = await world.create(inputsOf({ regions: ["eu-west-1", "us-east-1"] }));
    for (const [region, id] of Object.entries(state.outputs.ids)) {
        const image = fake.region(region).images.get(id);
        image?.tags.set("team", region);
        if (image && region === "us-east-1") image.description = "other";
    }
    await world.read(state);
    expect(world.notes).toEqual(["changed by others: eu-west-1: tags; us-east-1: tags, description"]);
});

test("in an account that encrypts all snapshots, a refresh and an import change nothing for a program", async () => {
    fake.behaviour.encryptedByDefault = true;
    const world = worldOf(fake);
    const state = await world.create();
    const { ids, snapshotIds } = state.outputs;
    expect(fake.region("eu-west-1").snapshots.get(snapshotIds["eu-west-1"] ?? "")?.encrypted).toBe(true);
    expect(await world.read(state)).toEqual(state);
    const found = await world.import(`eu-west-1/${ids["eu-west-1"] ?? ""}`);
    expect([found?.inputs.encrypted, found?.inputs.kmsKeyId]).toEqual([false, undefined]);
});

test.each([
    ["not at all", {}, { encrypted: false, own: false }],
    ["with the default key", { encrypted: true }, { encrypted: true, own: false }],
    [
        "with a key of one's own",
        { encrypted: true, kmsKeyId: "alias/images" },
        { encrypted: true, own: true },
    ],
])("an import knows that a snapshot is encrypted %s", async (_, given, { encrypted, own }) => {
    const world = worldOf(fake);
    const key = (region: string): string | undefined => fake.region(region).keys.get("alias/images");
    const { ids } = (await world.create(inputsOf({ ...given, regions: ["eu-west-1", "us-east-1"] }))).outputs;
    const both = await world.import(
        `eu-west-1/${ids["eu-west-1"] ?? ""},us-east-1/${ids["us-east-1"] ?? ""}`,
    );
    expect(both?.inputs.encrypted).toBe(encrypted);
    expect(both?.inputs.kmsKeyId).toEqual(
        own ? { "eu-west-1": key("eu-west-1"), "us-east-1": key("us-east-1") } : undefined,
    );
    const one = await world.import(`us-east-1/${ids["us-east-1"] ?? ""}`);
    expect(one?.inputs.kmsKeyId).toBe(own ? key("us-east-1") : undefined);
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
