import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository } from "./engine/cli";
import { freePort } from "./engine/sources";

/** A clone in which everything is set up as it is here. */
let clone: string;
let port: number;

beforeAll(async () => {
    clone = mkdtempSync(join(tmpdir(), "unikernel-quickstart-"));
    port = await freePort();
    const files = execFileSync("git", ["ls-files", "-z"], { cwd: repository, encoding: "utf8" });
    for (const file of files.split("\0").filter(Boolean)) {
        mkdirSync(dirname(join(clone, file)), { recursive: true });
        cpSync(join(repository, file), join(clone, file));
    }
    for (const made of ["bin", "sdk/nodejs/bin", ".work/stamps"]) {
        cpSync(join(repository, made), join(clone, made), { recursive: true });
    }
    execFileSync("cp", ["-al", join(repository, "node_modules"), clone]);
    for (const shared of [".work/cache", ".work/pulumi-home/versions"]) {
        mkdirSync(dirname(join(clone, shared)), { recursive: true });
        symlinkSync(join(repository, shared), join(clone, shared));
    }
});
afterAll(() => {
    npm("destroy");
    rmSync(clone, { recursive: true });
});

function npm(script: string, ...argv: string[]): string {
    const done = spawnSync("npm", ["run", script, "--", ...argv], { cwd: clone, encoding: "utf8" });
    const output = done.stdout + done.stderr;
    if (done.status !== 0) throw new Error(`npm run ${script} exited with ${done.status}:\n${output}`);
    return output;
}

const page = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();

const source = (): string => join(clone, "examples/quickstart/web/src/main.rs");
const greeting = "Hello from a unikernel!";

test("npm run quickstart ends with a unikernel that answers, and tells what it is and what to try next", async () => {
    const output = npm("quickstart", "--port", String(port));
    expect(await page()).toContain(`<h1>${greeting}</h1>`);
    expect(output).toContain(`A unikernel answers at http://127.0.0.1:${port}/`);
    expect(output).toContain(`answer    200 OK, “${greeting}”`);
    expect(output).toMatch(/image {5}\d+ KiB, sha256:[0-9a-f]{64}\n/);
    expect(output).toMatch(/build {5}\d+(\.\d+)? s\n/);
    expect(output).toMatch(/boot {6}\d+\.\d+ s/);
    expect(output).toMatch(/console {3}\.work\/store\/instances\/www-[0-9a-f]{7}\/console\.log\n/);
    for (const next of ["quickstart", "preview", "destroy"]) expect(output).toContain(`npm run ${next}`);
});

test("a second run changes nothing", () => {
    expect(npm("quickstart")).toMatch(/Resources:\s+3 unchanged/);
});

test("after the greeting is edited, the preview shows the update and the replacement, and the old one serves", async () => {
    const text = readFileSync(source(), "utf8");
    expect(text).toContain(greeting);
    writeFileSync(source(), text.replace(greeting, "Hello again!"));
    const output = npm("preview");
    expect(output).toMatch(/~ unikernel:index:Image: \(update\)/);
    expect(output).toContain("1 file changed: src/main.rs");
    expect(output).toMatch(/\+-unikernel:host:Instance: \(replace\)/);
    expect(output).toContain(`because both need the port 127.0.0.1:${port}`);
    expect(await page()).toContain(`<h1>${greeting}</h1>`);
});

test("the next run serves the new greeting", async () => {
    expect(npm("quickstart")).toContain("200 OK, “Hello again!”");
    expect(await page()).toContain("<h1>Hello again!</h1>");
});

test("npm run destroy leaves nothing that answers, and says so when there is nothing left", async () => {
    npm("destroy");
    await expect(page()).rejects.toThrow();
    expect(npm("destroy")).toContain("There is nothing to destroy.");
});
