import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newProject, type Project } from "./engine/project";
import { freePort, serverImage, writeServer } from "./engine/sources";

let project: Project;
let port: number;

const program = (options = { image: "{}", instance: "{}" }): string => `
    const image = ${serverImage("web", "web", "triggers: [1], env: { LEVEL: 'debug' }").replace(/\)$/, `, ${options.image})`)};
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

const importByHand = async (type: string, name: string, id: unknown): Promise<void> => {
    const quietly = ["--yes", "--protect=false", "--skip-preview", "--generate-code=false"];
    await project.pulumi("import", type, name, String(id), ...quietly);
};

const urn = (type: string, name: string): string => `urn:pulumi:e2e::e2e::${type}::${name}`;

test("after a refresh the next preview is clean", async () => {
    await project.pulumi("refresh", "--yes", "--skip-preview");
    await project.pulumi("preview", "--expect-no-changes");
});

test("a refresh notices an instance that was killed, and the next up starts it again", async () => {
    const { id } = await project.outputs();
    expect(await stateOfInstance()).toBe("running");
    await killInstance(String(id));
    const refreshed = await project.pulumi("refresh", "--yes", "--skip-preview");
    expect(refreshed.output).toMatch(/1 updated/);
    expect(await stateOfInstance()).toBe("gone");
    await project.up();
    expect(await greeting()).toBe("hello");
    expect((await project.outputs()).state).toBe("running");
    await project.pulumi("preview", "--expect-no-changes");
});

test("pulumi import takes a running instance back, and the next preview is clean", async () => {
    const { id } = await project.outputs();
    await forget(urn("unikernel:host:Instance", "www"));
    await importByHand("unikernel:host:Instance", "www", id);
    await project.pulumi("preview", "--expect-no-changes", "--diff");
    expect(await greeting()).toBe("hello");
});

test("pulumi import takes an image by its digest, with what runs it, and the next preview is clean", async () => {
    const { digest, id } = await project.outputs();
    await forget(urn("unikernel:index:Image", "web"));
    await importByHand("unikernel:index:Image", "web", digest);
    await importByHand("unikernel:host:Instance", "www", id);
    await project.pulumi("preview", "--expect-no-changes", "--diff");
    expect(await greeting()).toBe("hello");
    await project.up();
    expect((await project.outputs()).id).toBe(id);
});

test("the import option does both from within the program", async () => {
    const { digest, id } = await project.outputs();
    await forget(urn("unikernel:index:Image", "web"));
    const imported = (what: unknown): string => `{ import: ${JSON.stringify(what)} }`;
    await project.program(program({ image: imported(digest), instance: imported(id) }));
    const { output } = await project.up();
    expect(output).toMatch(/2 imported/);
    await project.program(program());
    await project.pulumi("preview", "--expect-no-changes", "--diff");
});

/** As Pulumi has it on record. */
async function stateOfInstance(): Promise<unknown> {
    const { resources } = await project.state();
    return resources.find(({ type }) => type === "unikernel:host:Instance")?.outputs?.state;
}

/** Kills what runs together with its supervisor, whose group it is in: what the machine's end does. */
async function killInstance(id: string): Promise<void> {
    const record = await readFile(join(project.store, "instances", id, "supervisor"), "utf8");
    process.kill(-(JSON.parse(record) as { pid: number }).pid, "SIGKILL");
}
