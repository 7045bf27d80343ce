import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { plugins } from "../e2e/engine/processes";
import { newProject, type Project } from "../e2e/engine/project";
import { webElf } from "../unikernel/build";
import { answerOf, urlOf } from "./generations";
import type { Lab } from "./lab";
import { startNspawnLab } from "./nspawn";
import { loadOn } from "./requests";

let lab: Lab;
let project: Project;
let before: string;

beforeAll(async () => {
    lab = await startNspawnLab();
    before = await lab.inventory();
    project = await newProject();
    await greet("first");
    await project.up();
});
afterAll(async () => {
    await project.dispose();
    await lab.stop();
});

/** A unikernel that says this, and is ready when it says that. */
async function greet(hello: string, body = hello): Promise<void> {
    await project.program(`
        const host = ${JSON.stringify({ ssh: lab.ssh })};
        const web = new unikernel.PrebuiltImage("web", { path: ${JSON.stringify(await webElf())}, target: "virtio" });
        const network = new unikernel.host.Network("net", { host, bridge: "br0", cidr: "10.42.0.1/24" });
        const www = new unikernel.host.Instance("www", {
            host, image: web.artifact, memory: 32, args: ["--hello=${hello}"], drain: 3600,
            networks: { service: {
                bridge: network.bridge, address: "10.42.0.0/24", gateway: network.gateway, ports: { "8080": 80 },
            } },
            probe: { http: { body: "${body}" }, deadline: 3600 },
        });
    `);
}

/** Kills the plugin in the middle of an up, as soon as that holds. */
async function killedUp(holds: () => Promise<boolean>): Promise<void> {
    const up = project.start("up", "--yes", "--skip-preview");
    const ended = up.finished.then(({ output }) => {
        throw new Error(`the update ended before its plugin was killed: ${output}`);
    });
    ended.catch(() => undefined);
    while (!(await Promise.race([ended, holds()]))) await Promise.race([ended, sleep(20)]);
    const pids = await plugins(project.folder);
    expect(pids).not.toEqual([]);
    for (const pid of pids) process.kill(pid, "SIGKILL");
    expect((await up.finished).code).not.toBe(0);
}

const running = (): Promise<string> =>
    lab.exec("systemctl list-units --plain --no-legend 'unikernel-www-*' | grep -c ' running ' || true");

async function expectOnly(hello: string): Promise<void> {
    expect(await answerOf(lab)).toContain(hello);
    expect(await lab.exec("ls /etc/systemd/system | grep -c '^unikernel-www-'")).toBe("1\n");
    await project.pulumi("preview", "--expect-no-changes");
}

test("the plugin is killed while a new instance is not ready: the old one serves until the next up has made another", async () => {
    const load = loadOn(urlOf(lab), { clients: 2 });
    await greet("second", "never");
    await killedUp(async () => (await running()) === "2\n");
    expect(await answerOf(lab)).toContain("first");
    await greet("second");
    await project.up();
    expect((await load.stop()).failures).toEqual([]);
    await expectOnly("second");
});

test("the plugin is killed while the old instance still has a connection: the next up removes it, and the new one serves", async () => {
    const kept = connect(8080, lab.ssh.host);
    await once(kept, "connect");
    const load = loadOn(urlOf(lab), { clients: 2 });
    await greet("third");
    await killedUp(async () => {
        const { resources } = await project.state();
        return resources.filter(({ type }) => type === "unikernel:host:Instance").length === 2;
    });
    expect(await answerOf(lab)).toContain("third");
    expect(await running()).toBe("2\n");
    kept.destroy();
    await project.up();
    expect((await load.stop()).failures).toEqual([]);
    await expectOnly("third");
});

test("destroy leaves the host as it was", async () => {
    await project.pulumi("destroy", "--yes", "--skip-preview");
    expect(await lab.inventory()).toBe(before);
});
