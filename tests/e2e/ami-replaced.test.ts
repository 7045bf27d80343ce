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
});
afterAll(async () => {
    await project.dispose();
    await fake.close();
});

test.each([
    ["a name of the user's that looks like an automatic one", { name: "web-9f1c2ab" }],
    ["an automatic name", {}],
])(
    "pulumi up --replace of an image with %s makes another, which is there when the old one is gone",
    async (_, named) => {
        await project.program(amiProgram({ regions: ["eu-west-1"], ...named }));
        await project.up();
        const idOf = async (): Promise<unknown> => Object.values((await project.outputs()).ids as object)[0];
        const before = await idOf();
        await project.up("--replace", "urn:pulumi:e2e::e2e::unikernel:aws:Ami::web");
        expect(await idOf()).not.toBe(before);
        expect([...fake.region("eu-west-1").images.keys()]).toEqual([await idOf()]);
        expect(fake.region("eu-west-1").snapshots.size).toBe(1);
        await project.pulumi("preview", "--expect-no-changes");
    },
);
