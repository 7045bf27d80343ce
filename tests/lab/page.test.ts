import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../tools/setup/paths.mjs";
import { newProject, type Project } from "../e2e/engine/project";
import { webElf } from "../unikernel/build";
import type { Lab } from "./lab";
import { startNspawnLab } from "./nspawn";
import { replaced } from "./programs";

let lab: Lab;
let project: Project;
let blocks: readonly { readonly language: string; readonly text: string }[];

beforeAll(async () => {
    lab = await startNspawnLab();
    project = await newProject();
    const page = await readFile(join(root, "docs", "hosts.md"), "utf8");
    blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({
        ...{ language, text },
    }));
});

afterAll(async () => {
    await project.dispose();
    await lab.stop();
});

const blocksOf = (language: string): string[] =>
    blocks.filter((block) => block.language === language).map(({ text }) => text);

async function publicKey(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "key-"));
    try {
        await writeFile(join(folder, "key"), lab.ssh.identity, { mode: 0o600 });
        return execFileSync("ssh-keygen", ["-y", "-f", join(folder, "key")], { encoding: "utf8" }).trim();
    } finally {
        await rm(folder, { recursive: true });
    }
}

test("who types what docs/hosts.md says has a host and a unikernel that serves, and then a host as before", async () => {
    await lab.exec("userdel --remove deploy; rm -f /etc/sudoers.d/deploy");
    const [commands = ""] = blocksOf("sh");
    await lab.exec(
        `set -e\n${replaced(commands, { "ssh-ed25519 AAAA… you@example.org": await publicKey() })}`,
    );
    const before = await lab.inventory();

    const hostKey = await lab.exec("cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub");
    const [, login = ""] = /const host = \{ ssh: (.*) \};/.exec(blocksOf("ts")[0] ?? "") ?? [];
    const program = replaced(blocksOf("ts").slice(0, 2).join("\n"), {
        'import * as unikernel from "pulumi-unikernel";': "",
        [login]: `{ ...${login}, identity: ${JSON.stringify(lab.ssh.identity)} }`,
        "kvm1.example.org": lab.ssh.host,
        "ssh-ed25519 AAAA…": hostKey.trim(),
        'new unikernel.Image("web", { source: "./web", target: "virtio" })': `new unikernel.PrebuiltImage("web", { path: ${JSON.stringify(await webElf())}, target: "virtio" })`,
        "export const ": "exports.",
    });
    await project.program(program);
    await project.up();
    const outputs = await project.outputs();
    expect(outputs).toMatchObject({
        found: { root: true },
        addresses: [`${lab.ssh.host}:8080`, expect.stringMatching(/^10\.42\.0\.\d+$/)],
    });
    expect((await fetch(`http://${lab.ssh.host}:8080/`)).status).toBe(200);

    await project.pulumi("destroy", "--yes", "--skip-preview");
    expect(await lab.inventory()).toBe(before);
});
