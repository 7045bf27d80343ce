import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newProject, type Project } from "../e2e/engine/project";
import { expectNoFileBelow, linesThatTell } from "../e2e/engine/told";
import { webElf } from "../unikernel/build";
import { buildLedger } from "./ledger";
import type { Lab } from "./lab";
import { startNspawnLab } from "./nspawn";

let lab: Lab;
let project: Project;
let before: string;
let web: string;
let ledger: string;

/** Those that nobody is to see; that of the argument is one for the host's process list. */
const canaries = { env: "canary-e1c09b", volume: "canary-f77a02", argument: "canary-a5d311", identity: "" };
const all = (): string[] => Object.values(canaries);
const unseen = (): string[] => all().filter((canary) => canary !== canaries.argument);

beforeAll(async () => {
    lab = await startNspawnLab();
    before = await lab.inventory();
    project = await newProject();
    canaries.identity = lab.ssh.identity.split("\n")[2] ?? "";
    expect(canaries.identity).toMatch(/^\S{40}/);
    web = await webElf();
    ledger = await buildLedger(join(project.folder, "ledger"));
    await project.write("keeper/keeper.c", keeper);
});

afterAll(async () => {
    await project.dispose();
    await lab.stop();
});

/** Says how long its variable is, or, when it is told to, which. */
const keeper = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    const char *token = getenv("TOKEN");
    printf("a token of %zu\\n", strlen(token));
    fflush(stdout);
    if (argc > 1) {
        printf("it is %s\\n", token);
        return 3;
    }
    for (;;) pause();
}
`;

/** The key and what is on the volume are secret by what they are, whether or not the program says so. */
const imagesAndHost = (): string => `
    const host = ${JSON.stringify({ ssh: { ...lab.ssh, user: "deploy", sudo: true } })};
    const keeper = new unikernel.Image("keeper", { source: "./keeper", target: "unix", toolchain: "command",
        command: { argv: ["cc", "-static", "-o", "keeper", "keeper.c"], output: "keeper" } });
    const ledger = new unikernel.PrebuiltImage("ledger", { path: ${JSON.stringify(ledger)}, target: "virtio" });
    const web = new unikernel.PrebuiltImage("web", { path: ${JSON.stringify(web)}, target: "virtio" });
    const env = { TOKEN: pulumi.secret(${JSON.stringify(canaries.env)}) };
    const volumes = { storage: { secret: { content: ${JSON.stringify(canaries.volume)} } } };
    const hello = pulumi.interpolate\`--hello=\${pulumi.secret(${JSON.stringify(canaries.argument)})}\`;
    const networks = { service: { user: { ports: { "8080": 80 } } } };
`;

const threeThatRun = `
    const held = new unikernel.host.Instance("held", { host, image: keeper.artifact, env, probe: { console: "^a token of 13$" } });
    const vault = new unikernel.host.Instance("vault", { host, image: ledger.artifact, volumes, probe: { console: "sectors" } });
    const told = new unikernel.host.Instance("told", {
        host, image: web.artifact, networks, args: [hello], allowSecretArguments: true, probe: { http: { path: "/" } } });
    exports.said = unikernel.host.getConsoleOutput({ instance: held.id, host }).text;
`;

const verbosely = ["--debug", "--logtostderr", "-v=9"];

/** All that anybody may see of a host without being root there, besides its processes; and its journal. */
const openToAll = `journalctl --quiet --all --output=export
    systemctl show --all 'unikernel-held-*' 'unikernel-vault-*'; systemctl cat 'unikernel-held-*' 'unikernel-vault-*'
    systemctl status --lines=1000 'unikernel-held-*' 'unikernel-vault-*' || true
    setpriv --reuid=nobody --regid=nogroup --clear-groups grep -r -h -s -a -e canary /etc /run /tmp /var || true`;

/** Every process of the host while something is done there, and of this machine, where they are others of it. */
async function processesDuring(action: Promise<unknown>): Promise<string> {
    const state = { over: false };
    const ended = action.finally(() => {
        state.over = true;
    });
    const seen: string[] = [];
    while (!state.over) seen.push(await lab.exec("ps -e -ww -o args="));
    await ended;
    return seen.join("");
}

test("up makes instances with a secret variable, volume and argument, and tells nobody of them", async () => {
    await project.program(imagesAndHost() + threeThatRun);
    const preview = await project.pulumi("preview", "--diff", ...verbosely);
    expect(linesThatTell(all(), preview)).toEqual([]);
    const up = project.up(...verbosely);
    const processes = await processesDuring(up);
    expect(linesThatTell(all(), await up)).toEqual([]);
    for (const canary of unseen()) expect(processes).not.toContain(canary);
    expect(processes).toContain(`--hello=${canaries.argument}`);
    expect((await project.outputs()).said).toContain("a token of 13");
});

test("the state has them encrypted, and the store not at all", async () => {
    const { stdout } = await project.pulumi("stack", "export");
    expect(stdout).toContain('"ciphertext"');
    for (const canary of all()) {
        expect(stdout).not.toContain(canary);
        await expectNoFileBelow(join(project.folder, ".state"), canary);
        await expectNoFileBelow(project.store, canary);
    }
    const { resources } = await project.state();
    for (const canary of all()) expect(JSON.stringify(resources)).toContain(canary.slice(0, 40));
});

test("the host shows them to root alone", async () => {
    const seen = await lab.exec(openToAll);
    for (const canary of unseen()) expect(seen).not.toContain(canary);
    expect(await lab.exec("ls -l /etc/systemd/system/unikernel-*.service")).not.toMatch(/^-rw....[^-]/m);
});

test("refresh tells nobody of them, and then there is nothing to do", async () => {
    const refresh = await project.pulumi("refresh", "--yes", "--skip-preview", ...verbosely);
    expect(linesThatTell(all(), refresh)).toEqual([]);
    await project.pulumi("preview", "--expect-no-changes");
});

const threeThatFail = `
    new unikernel.host.Instance("teller", { host, image: keeper.artifact, env, args: ["tell"], restart: "no", probe: { console: "never" } });
    new unikernel.host.Instance("silent", { host, image: ledger.artifact, volumes, probe: { console: "never", deadline: 1 } });
    new unikernel.host.Instance("baffled", { host, image: web.artifact, args: [pulumi.interpolate\`--no\${hello}\`],
        networks: { service: { user: { ports: { "8081": 80 } } } }, allowSecretArguments: true, restart: "no", probe: { http: {} } });
    const wrong = host.ssh.identity.replace(/\\n.{8}/, "\\nnothing+");
    new unikernel.host.Instance("outside", { host: { ssh: { ...host.ssh, identity: wrong } }, image: ledger.artifact, volumes });
`;

test("those that fail tell nobody either: not what they said themselves, nor the state", async () => {
    await project.program(imagesAndHost() + threeThatRun + threeThatFail);
    const failed = await project.start("up", "--yes", "--skip-preview", ...verbosely).finished;
    expect(failed.code).not.toBe(0);
    expect(linesThatTell(all(), failed)).toEqual([]);
    expect(failed.output).toContain("it is [secret]");
    expect(failed.output).toContain("[secret]: unknown argument");
    expect(failed.output).toContain("Permission denied");
    for (const canary of all()) await expectNoFileBelow(join(project.folder, ".state"), canary);
});

test("a secret argument is refused in so many words, where the program does not say that it may be", async () => {
    await project.program(
        imagesAndHost() + threeThatRun.replace("allowSecretArguments: true", "allowSecretArguments: false"),
    );
    const refused = await project.start("preview").finished;
    expect(refused.code).not.toBe(0);
    for (const canary of all()) expect(refused.output).not.toContain(canary);
    expect(refused.output.replaceAll(/\s+/g, " ")).toContain(
        "resource 'told': property args[0] value {<nil>} has a problem: it is secret, but every user of the host can see " +
            "arguments in its process list; give it on a volume, `volumes: { NAME: { secret: { content: … } } }`, or set " +
            "`allowSecretArguments: true`",
    );
});

test("destroy tells nobody of them, and leaves nothing of them on the host", async () => {
    const destroy = await project.pulumi("destroy", "--yes", "--skip-preview", ...verbosely);
    expect(linesThatTell(all(), destroy)).toEqual([]);
    expect(await lab.inventory()).toBe(before);
});
