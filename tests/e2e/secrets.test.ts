import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newProject, type Project } from "./engine/project";
import { writeServer } from "./engine/sources";
import { expectNoFileBelow, linesThatTell } from "./engine/told";

const secret = "s3cr3t-of-the-build";
let project: Project;

beforeAll(async () => {
    project = await newProject();
    await writeServer(project, "web", "hello");
});

afterAll(() => project.dispose());

const image = (script: string): string => `
    const image = new unikernel.Image("web", { source: "./web", target: "unix", toolchain: "command",
        env: { TOKEN: pulumi.secret(${JSON.stringify(secret)}) },
        command: { argv: ["sh", "-c", ${JSON.stringify(script)}], output: "server" } });
    exports.env = image.env;
`;

test("a secret in the output of a failing command is shown nowhere", async () => {
    await project.program(image(`echo "token is $TOKEN"; echo "to stderr: $TOKEN" >&2; exit 3`));
    const up = await project.start("up", "--yes", "--skip-preview", "-v=9", "--logtostderr").finished;
    expect(up.code).not.toBe(0);
    expect(up.output).toContain("[secret]");
    expect(linesThatTell([secret], up)).toEqual([]);
    await expectNoFileBelow(project.store, secret);
});

test("a secret input is a secret output, and no file of the state or the store holds it", async () => {
    await project.program(image(`echo "token is $TOKEN"; cc -o server server.c`));
    const { output } = await project.up();
    expect(output).not.toContain(secret);
    const { stdout } = await project.pulumi("stack", "export");
    expect(stdout).not.toContain(secret);
    expect((await project.outputs()).env).toBe("[secret]");
    await expectNoFileBelow(project.store, secret);
    await expectNoFileBelow(join(project.folder, ".state"), secret);
});

test("a changed secret rebuilds, and the preview does not tell either value", async () => {
    await project.program(image("cc -o server server.c").replace(secret, `${secret}-changed`));
    const { output } = await project.pulumi("preview", "--diff");
    expect(output).toMatch(/1 to update/);
    expect(output).not.toContain(secret);
});

test("a cloud's key in a provider's configuration is in no file of the state", async () => {
    const key = "c4n4ry-of-a-key";
    const gcp = JSON.stringify({ project: "shop", accessToken: key });
    await project.program(`
        const provider = new unikernel.Provider("clouds", { gcp: ${gcp} });
        new unikernel.Image("web", { source: "./web", target: "unix", toolchain: "command",
            command: { argv: ["sh", "-c", "cc -o server server.c"], output: "server" } }, { provider });
    `);
    const { output } = await project.up();
    expect(output).not.toContain(key);
    await expectNoFileBelow(join(project.folder, ".state"), key);
    const { resources } = await project.state();
    const { inputs } = resources.find(({ type }) => type === "pulumi:providers:unikernel") ?? {};
    expect(JSON.stringify(inputs)).toContain(key);
});
