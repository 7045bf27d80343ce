import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newProject, type Project } from "./engine/project";
import { freePort, serverImage, writeServer } from "./engine/sources";

let project: Project;
let port: number;

beforeAll(async () => {
    project = await newProject();
    port = await freePort();
    await writeServer(project, "web", "first");
    await project.program(`
        const image = ${serverImage("web", "web")};
        const www = new unikernel.host.Instance("www", {
            image: image.artifact, args: ["${port}"], probe: { http: { port: ${port}, path: "/" } },
        });
        exports.digest = image.artifact.digest;
        exports.state = www.state;
        exports.console = unikernel.host.getConsoleOutput({ instance: www.id, lines: 5 }).text;
    `);
});

afterAll(() => project.dispose());

const fetched = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();

test("a preview of a new stack names both resources and does nothing", async () => {
    const { output } = await project.pulumi("preview");
    expect(output).toMatch(/unikernel:index:Image\s+web\s+create/);
    expect(output).toMatch(/unikernel:host:Instance\s+www\s+create/);
    await expect(fetched()).rejects.toThrow();
});

test("up builds the image, and the instance serves", async () => {
    await project.up();
    expect(await fetched()).toBe("first");
    const outputs = await project.outputs();
    expect(outputs.state).toBe("running");
    expect(outputs.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(outputs.console).toContain("serving: first");
});

test("a second up finds nothing to do", async () => {
    const { output } = await project.up();
    expect(output).toMatch(/Resources:\s+3 unchanged/);
});

test("after an edit the preview shows the image's update and the instance's replacement, and changes nothing", async () => {
    await writeServer(project, "web", "second");
    const { output } = await project.pulumi("preview", "--diff");
    expect(output).toMatch(/~ unikernel:index:Image: \(update\)/);
    expect(output).toMatch(/sourceHash/);
    expect(output).toContain("greeting.h");
    expect(output).toMatch(/\+-unikernel:host:Instance|unikernel:host:Instance: \(replace\)/);
    expect(await fetched()).toBe("first");
});

test("the new one serves after the update, the old one is gone", async () => {
    const { output } = await project.up();
    expect(output).toMatch(/1 updated/);
    expect(output).toMatch(/1 replaced/);
    expect(await fetched()).toBe("second");
    const { resources } = await project.state();
    expect(resources.filter(({ type }) => type === "unikernel:host:Instance")).toHaveLength(1);
});

test("a tree that is back at what it was gets the digest it had, from the cache, and the preview says so", async () => {
    const { digest: second } = await project.outputs();
    await writeServer(project, "web", "first");
    const { output } = await project.pulumi("preview", "--diff");
    expect(output).toMatch(/digest\s*: "sha256:[0-9a-f]{64}" => "sha256:[0-9a-f]{64}"/);
    await project.up();
    expect((await project.outputs()).digest).not.toBe(second);
    expect(await fetched()).toBe("first");
});

test("an edit that yields the same bytes replaces nothing", async () => {
    await project.write("web/NOTES", "not part of the program\n");
    const { output } = await project.up();
    expect(output).toMatch(/1 updated/);
    expect(output).not.toMatch(/replaced/);
});

test("destroy ends the instance and leaves an empty stack", async () => {
    await project.pulumi("destroy", "--yes", "--skip-preview");
    await expect(fetched()).rejects.toThrow();
    expect((await project.state()).resources.filter(({ type }) => type.startsWith("unikernel:"))).toEqual([]);
});
