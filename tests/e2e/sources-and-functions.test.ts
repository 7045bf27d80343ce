import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { makeRepository, type Repository } from "../unit/build/source/git/repository";
import { newProject, type Project } from "./engine/project";

let project: Project;
let repository: Repository;
let firstCommit: string;

const program = `
    const prebuilt = new unikernel.PrebuiltImage("prebuilt", { path: "./tool", target: "unix" });
    const image = new unikernel.Image("image", {
        source: { git: "./repository", branch: "main", path: "web" }, target: "unix", toolchain: "command",
        command: { argv: ["cc", "-o", "server", "server.c"], output: "server" },
    });
    exports.prebuilt = prebuilt.artifact;
    exports.image = image.artifact;
    exports.tool = unikernel.inspectOutput({ path: "./tool" });
    exports.toolchain = unikernel.getToolchainOutput();
`;

interface Outputs {
    readonly prebuilt: { readonly name: string; readonly digest: string; readonly recipe: unknown };
    readonly image: { readonly name: string; readonly digest: string };
    readonly tool: {
        readonly digest: string;
        readonly format: string;
        readonly sections: { name: string }[];
    };
    readonly toolchain: {
        readonly tools: readonly { readonly name: string; readonly version?: string }[];
        readonly missing: readonly string[];
    };
}

let outputs: Outputs;

beforeAll(async () => {
    project = await newProject();
    await copyFile("/bin/true", join(project.folder, "tool"));
    repository = makeRepository(join(project.folder, "repository"));
    firstCommit = repository.commit({ "web/server.c": "int main(void) { return 1; }\n" });
    await project.program(program);
    await project.up();
    outputs = (await project.outputs()) as unknown as Outputs;
});

afterAll(() => project.dispose());

test("a prebuilt file is an image, and inspecting the file tells the same digest", () => {
    expect(outputs.prebuilt).toMatchObject({ name: "tool", digest: outputs.tool.digest });
    expect(outputs.prebuilt.recipe).toMatchObject({ prebuilt: { path: "./tool" } });
    expect(outputs.tool.format).toBe("elf64");
    expect(outputs.tool.sections.map(({ name }) => name)).toContain(".text");
});

test("a program learns which tools there are", () => {
    const { tools, missing } = outputs.toolchain;
    expect(tools.find(({ name }) => name === "git")?.version).toMatch(/^\d+\.\d+/);
    expect(missing).toEqual(tools.filter(({ version }) => version === undefined).map(({ name }) => name));
});

test("nothing changes while neither the file nor the branch does, whatever is in the working tree", async () => {
    await project.write("repository/web/server.c", "edited, not committed\n");
    await project.pulumi("preview", "--expect-no-changes");
});

test("a branch that has moved is built at its new commit, and a file that has changed is taken anew", async () => {
    const commit = repository.commit({ "web/server.c": "int main(void) { return 2; }\n" });
    await copyFile("/bin/false", join(project.folder, "tool"));
    const { output } = await project.pulumi("up", "--yes");
    expect(output).toContain(`the commit changed from ${firstCommit.slice(0, 12)} to ${commit.slice(0, 12)}`);
    expect(output).toMatch(/2 updated/);
    const { prebuilt, image, tool } = (await project.outputs()) as unknown as Outputs;
    expect(image.digest).not.toBe(outputs.image.digest);
    expect(prebuilt.digest).not.toBe(outputs.prebuilt.digest);
    expect(tool.digest).toBe(prebuilt.digest);
});
