import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { processesWith } from "./engine/processes";
import { newProject, type Project } from "./engine/project";
import { freePort, serverImage, writeServer } from "./engine/sources";

let project: Project;
let port: number;

beforeEach(async () => {
    project = await newProject();
    port = await freePort();
    await writeServer(project, "web", "one");
});

afterEach(() => project.dispose());

const instance = (options = "{}", more = ""): string => `
    const image = ${serverImage("web", "web")};
    const www = new unikernel.host.Instance("www", {
        image: image.artifact, args: ["${port}"], probe: { tcp: { port: ${port} } }, ${more}
    }, ${options});
    exports.id = www.id;
    exports.image = image.artifact.digest;
`;

const greeting = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();

test("ignoreChanges on sourceHash keeps the image that was built", async () => {
    const program = `const image = ${serverImage("web", "web")};`;
    await project.program(program);
    await project.up();
    await writeServer(project, "web", "two");
    await project.program(program.replace(/\}\);$/, `}, { ignoreChanges: ["sourceHash"] });`));
    const { output } = await project.up("--diff");
    expect(output).toMatch(/2 unchanged/);
});

test("replaceOnChanges replaces what would have been updated in place", async () => {
    await project.program(instance());
    await project.up();
    const { id } = await project.outputs();
    await project.program(
        instance(`{ replaceOnChanges: ["restart"], deleteBeforeReplace: true }`, `restart: "on-failure",`),
    );
    const { output } = await project.up();
    expect(output).toMatch(/1 replaced/);
    expect((await project.outputs()).id).not.toBe(id);
    expect(await greeting()).toBe("one");
});

test("without replaceOnChanges the restart policy changes in place", async () => {
    await project.program(instance());
    await project.up();
    const { id } = await project.outputs();
    await project.program(instance("{}", `restart: "on-failure", grace: 3,`));
    const { output } = await project.up();
    expect(output).toMatch(/1 updated/);
    expect((await project.outputs()).id).toBe(id);
});

test("deleteBeforeReplace ends the old instance before the new one starts", async () => {
    await project.program(instance("{ deleteBeforeReplace: true }"));
    await project.up();
    await writeServer(project, "web", "two");
    const { output } = await project.up();
    expect(output.indexOf("deleted")).toBeLessThan(output.lastIndexOf("created"));
    expect(await greeting()).toBe("two");
});

test("an alias renames an instance without touching what runs", async () => {
    await project.program(instance());
    await project.up();
    const { id } = await project.outputs();
    await project.program(
        instance(`{ aliases: [{ name: "www" }] }`).replace(`Instance("www"`, `Instance("renamed"`),
    );
    const { output } = await project.up();
    expect(output).toMatch(/3 unchanged/);
    expect((await project.outputs()).id).toBe(id);
});

test("retainOnDelete leaves the instance running", async () => {
    await project.program(instance("{ retainOnDelete: true }"));
    await project.up();
    const { id } = await project.outputs();
    await project.program("");
    await project.up();
    expect(await greeting()).toBe("one");

    // Taken back by an import, so that the test leaves nothing behind.
    await project.program(instance(`{ import: ${JSON.stringify(id)} }`));
    await project.up();
    expect((await project.outputs()).id).toBe(id);
});

test("--target builds the one image that is named", async () => {
    await writeServer(project, "other", "other");
    await project.program(`${serverImage("web", "web")}; ${serverImage("other", "other")};`);
    await project.up("--target", "urn:pulumi:e2e::e2e::unikernel:index:Image::other");
    const images = (await project.state()).resources.filter(({ type }) => type === "unikernel:index:Image");
    expect(images.map(({ urn }) => urn.split("::").pop())).toEqual(["other"]);
});

test("customTimeouts end a build that takes too long, with its processes, and say how far it had come", async () => {
    const mark = `98765${process.pid}`;
    const script = `sleep ${mark} & echo compiling; exec sleep ${mark}`;
    await project.program(`new unikernel.Image("slow", { source: "./web", target: "unix", toolchain: "command",
        command: { argv: ["sh", "-c", "${script}"], output: "x" } }, { customTimeouts: { create: "1s" } });`);
    const done = await project.start("up", "--yes", "--skip-preview").finished;
    expect(await processesWith(mark)).toEqual([]);
    expect(done.code).not.toBe(0);
    expect(done.output).toContain("create did not finish within its timeout of 1 s.");
    expect(done.output).toMatch(
        /sh was stopped before it had finished\. These were its last lines:\s+compiling/,
    );
    expect(done.output).toContain(`The full log is in ${project.store}/logs/slow-`);
});
