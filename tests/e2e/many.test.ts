import { readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { storeLayout } from "../../provider/artifact/layout";
import { newProject, type Project } from "./engine/project";
import { serverImage, writeServer } from "./engine/sources";

let first: Project;
let second: Project;

beforeAll(async () => {
    first = await newProject();
    second = await newProject({ store: first.store });
    await writeServer(first, "web", "shared");
    await writeServer(second, "web", "shared");
});

afterAll(async () => {
    await second.dispose();
    await first.dispose();
});

const counting = (project: Project): string => `
    const images = [];
    for (let i = 0; i < 20; i++) images.push(new unikernel.Image("web" + i, {
        source: "./web", target: "unix", toolchain: "command",
        command: { argv: ["sh", "-c", "date +%N >> ${first.folder}/builds; cc -o server server.c"], output: "server" } }));
    exports.digests = pulumi.all(images.map((image) => image.artifact.digest));
    exports.of = ${JSON.stringify(project.folder.length)};
`;

test("twenty images of one source are built once", async () => {
    await first.program(counting(first));
    await first.up();
    const { digests } = await first.outputs();
    expect(new Set(digests as string[]).size).toBe(1);
    expect((await readFile(`${first.folder}/builds`, "utf8")).trim().split("\n")).toHaveLength(1);
    expect(await readdir(storeLayout(first.store).artifacts)).toHaveLength(1);
});

test("two stacks that build the same input at the same time build it once and both end well", async () => {
    await writeServer(first, "web", "at once");
    await writeServer(second, "web", "at once");
    await second.program(counting(first));
    await Promise.all([first.up(), second.up()]);
    expect((await first.outputs()).digests).toEqual((await second.outputs()).digests);
    expect((await readFile(`${first.folder}/builds`, "utf8")).trim().split("\n")).toHaveLength(2);
});

test("twenty images of twenty sources are built side by side", async () => {
    for (let i = 0; i < 20; i++) await writeServer(first, `web${i}`, `server ${i}`);
    await first.program(`
        const images = [];
        for (let i = 0; i < 20; i++) images.push(${serverImage("x", "web").replace('"x"', '"web" + i').replace('"./web"', '"./web" + i')});
        exports.digests = pulumi.all(images.map((image) => image.artifact.digest));
    `);
    await first.up();
    expect(new Set((await first.outputs()).digests as string[]).size).toBe(20);
});
