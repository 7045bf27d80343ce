import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startFakeAws, type FakeAws } from "../fakes/aws/server";
import { amiProgram, newAwsProject, type AwsProject } from "./engine/ami";
import { writeServer } from "./engine/sources";

let fake: FakeAws;
let project: AwsProject;

beforeAll(async () => {
    fake = await startFakeAws();
    project = await newAwsProject(fake.url);
    await writeServer(project, "web", "hello");
    await project.program(amiProgram({ regions: ["eu-west-1"] }));
});
afterAll(() => fake.close());

const ids = async (): Promise<Record<string, string>> =>
    (await project.outputs()).ids as Record<string, string>;

const images = (region: string): string[] => [...fake.region(region).images.keys()];

const startsSince = async (action: () => Promise<unknown>): Promise<string[]> => {
    fake.requests.length = 0;
    await action();
    return fake.requests
        .filter(({ action: name }) => name === "ebs:StartSnapshot")
        .map(({ region }) => region);
};

test("the preview of an image whose unikernel is built says how much is uploaded, and asks AWS nothing", async () => {
    await project.up("--target", "urn:pulumi:e2e::e2e::unikernel:index:Image::web");
    const { output } = await project.pulumi("preview");
    expect(output).toMatch(/to be uploaded to eu-west-1, \d+\.\d MiB each/);
    expect(fake.requests).toEqual([]);
});

test("an image is there after the first up", async () => {
    await project.up();
    expect(images("eu-west-1")).toEqual([(await ids())["eu-west-1"]]);
});

test("nothing is asked of AWS where nothing has changed", async () => {
    fake.requests.length = 0;
    await project.pulumi("preview", "--expect-no-changes");
    await project.up("--expect-no-changes");
    expect(fake.requests).toEqual([]);
});

test("a tag changes in place", async () => {
    const before = await ids();
    await project.program(amiProgram({ regions: ["eu-west-1"], tags: { team: "web" } }));
    expect(await startsSince(() => project.up())).toEqual([]);
    expect(await ids()).toEqual(before);
    const [image] = fake.region("eu-west-1").images.values();
    expect(image?.tags.get("team")).toBe("web");
});

const both = { regions: ["eu-west-1", "us-east-1"], tags: { team: "web" } };

test("a new region is uploaded to alone, and the preview says how much", async () => {
    await project.program(amiProgram(both));
    const { output } = await project.pulumi("preview");
    expect(output).toMatch(/to be uploaded to us-east-1, \d+\.\d MiB each/);
    expect(await startsSince(() => project.up())).toEqual(["us-east-1"]);
    await project.pulumi("preview", "--expect-no-changes");
});

test("another unikernel makes another image, and the old one goes", async () => {
    const before = await ids();
    await writeServer(project, "web", "hello again");
    const { output } = await project.up();
    expect(output).toMatch(/replaced by a new image/);
    const after = await ids();
    expect(Object.keys(after)).toEqual(both.regions);
    expect(Object.values(after)).not.toEqual(expect.arrayContaining(Object.values(before)));
    for (const region of both.regions) expect(images(region)).toEqual([after[region]]);
});

test("a refresh finds what was done by hand, and the next up mends it", async () => {
    const before = await ids();
    const [image] = fake.region("us-east-1").images.values();
    image?.tags.set("team", "other");
    fake.region("eu-west-1").images.clear();
    await project.pulumi("refresh", "--yes", "--skip-preview");
    const snapshots = [...fake.region("eu-west-1").snapshots.keys()];
    await project.up();
    expect([...fake.region("eu-west-1").snapshots.keys()]).toEqual(snapshots);
    expect(image?.tags.get("team")).toBe("web");
    expect(images("eu-west-1")).toEqual([(await ids())["eu-west-1"]]);
    expect((await ids())["us-east-1"]).toBe(before["us-east-1"]);
    await project.pulumi("preview", "--expect-no-changes");
});

test("an image is imported by its regions and IDs, and the next preview is clean", async () => {
    const id = Object.entries(await ids())
        .map(([region, image]) => `${region}/${image}`)
        .join(",");
    const urn = "urn:pulumi:e2e::e2e::unikernel:aws:Ami::web";
    await project.pulumi("state", "delete", "--yes", urn);
    const quietly = ["--yes", "--protect=false", "--skip-preview", "--generate-code=false"];
    await project.pulumi("import", "unikernel:aws:Ami", "web", id, ...quietly);
    await project.pulumi("preview", "--expect-no-changes", "--diff");
});

test("after destroy nothing is left", async () => {
    await project.dispose();
    for (const { images: left, snapshots } of fake.regions.values()) {
        expect([...left.keys(), ...snapshots.keys()]).toEqual([]);
    }
});
