import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newProject, type Project } from "./engine/project";
import { freePort, serverImage, writeServer } from "./engine/sources";

let project: Project;
let port: number;

const program = (options = { image: "{}", instance: "{}" }): string => `
    const image = ${serverImage("web", "web").replace(/\)$/, `, ${options.image})`)};
    const www = new unikernel.host.Instance("www", {
        image: image.artifact, args: ["${port}"], probe: { tcp: { port: ${port} } },
    }, ${options.instance});
    exports.id = www.id;
    exports.digest = image.artifact.digest;
    exports.state = www.state;
`;

beforeAll(async () => {
    project = await newProject();
    port = await freePort();
    await writeServer(project, "web", "hello");
    await project.program(program());
    await project.up();
});

afterAll(() => project.dispose());

const greeting = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();

const forget = async (name: string): Promise<void> => {
    await project.pulumi("state", "delete", "--yes", "--target-dependents", name);
};

const urn = (type: string, name: string): string => `urn:pulumi:e2e::e2e::${type}::${name}`;

test("after a refresh the next preview is clean", async () => {
    await project.pulumi("refresh", "--yes", "--skip-preview");
    await project.pulumi("preview", "--expect-no-changes");
});

test("a refresh notices an instance that was killed, and the next up starts it again", async () => {
    const { id } = await project.outputs();
    const { resources } = await project.state();
    const instance = resources.find(({ type }) => type === "unikernel:host:Instance");
    expect(instance?.outputs?.state).toBe("running");
    await killInstance(String(id));
    const refreshed = await project.pulumi("refresh", "--yes", "--skip-preview");
    expect(refreshed.output).toMatch(/1 updated/);
    expect((await project.outputs()).state).not.toBe("running");
    await project.up();
    expect(await greeting()).toBe("hello");
    expect((await project.outputs()).state).toBe("running");
    await project.pulumi("preview", "--expect-no-changes");
});

test("pulumi import takes a running instance back, and the next preview is clean", async () => {
    const { id } = await project.outputs();
    await forget(urn("unikernel:host:Instance", "www"));
    await project.pulumi(
        "import",
        "unikernel:host:Instance",
        "www",
        String(id),
        "--yes",
        "--protect=false",
        "--skip-preview",
        "--generate-code=false",
    );
    await project.pulumi("preview", "--expect-no-changes", "--diff");
    expect(await greeting()).toBe("hello");
});

test("pulumi import takes an image by its digest, and the next preview is clean", async () => {
    const { digest } = await project.outputs();
    await forget(urn("unikernel:index:Image", "web"));
    await project.pulumi(
        "import",
        "unikernel:index:Image",
        "web",
        String(digest),
        "--yes",
        "--protect=false",
        "--skip-preview",
        "--generate-code=false",
    );
    await project.up();
    await project.pulumi("preview", "--expect-no-changes", "--diff");
    expect(await greeting()).toBe("hello");
});

test("the import option does the same from within the program", async () => {
    const { digest } = await project.outputs();
    await forget(urn("unikernel:index:Image", "web"));
    await project.program(program({ image: `{ import: ${JSON.stringify(digest)} }`, instance: "{}" }));
    await project.up();
    await project.program(program());
    await project.pulumi("preview", "--expect-no-changes", "--diff");
});

async function killInstance(id: string): Promise<void> {
    const folder = join(project.store, "instances", id);
    const [pid = ""] = (await readFile(join(folder, "pid"), "utf8")).trim().split(/\s+/);
    process.kill(-Number(pid), "SIGKILL");
}
