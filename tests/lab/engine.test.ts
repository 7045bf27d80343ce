import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { get } from "node:http";
import { newProject, type Project } from "../e2e/engine/project";
import { webElf } from "../unikernel/build";
import type { Lab } from "./lab";
import { startNspawnLab } from "./nspawn";

let lab: Lab;
let project: Project;
let before: string;

beforeAll(async () => {
    lab = await startNspawnLab();
    before = await lab.inventory();
    project = await newProject();
    await greet("first");
});

afterAll(async () => {
    await project.dispose();
    await lab.stop();
});

/** A network and a unikernel on the lab, as a program has them, by a user who is not root there. */
async function greet(greeting: string): Promise<void> {
    const { ssh } = lab;
    const host = { ssh: { ...ssh, user: "deploy", sudo: true } };
    await project.program(`
        const host = ${JSON.stringify(host)};
        const image = new unikernel.PrebuiltImage("web", { path: ${JSON.stringify(await webElf())}, target: "virtio" });
        const network = new unikernel.host.Network("net", { host, bridge: "br0", cidr: "10.42.0.1/24" });
        const www = new unikernel.host.Instance("www", {
            host, image: image.artifact, memory: 32, args: ["--hello=${greeting}"],
            networks: { service: {
                bridge: network.bridge, address: "10.42.0.0/24", gateway: network.gateway, ports: { "8080": 80 },
            } },
            probe: { http: { path: "/" } },
        });
        exports.addresses = www.addresses;
        exports.said = unikernel.host.getConsoleOutput({ instance: www.id, host }).text;
        exports.kinds = unikernel.host.probeOutput({ host }).hypervisors.apply((all) =>
            all.filter(({ works }) => works).map(({ name }) => name));
    `);
}

const page = (): Promise<string> =>
    new Promise((resolve, reject) => {
        const request = get({ host: lab.ssh.host, port: 8080, agent: false, timeout: 5_000 }, (answer) => {
            let text = "";
            answer.on("data", (part: Buffer) => (text += part.toString()));
            answer.on("end", () => {
                resolve(text);
            });
            answer.on("error", reject);
        });
        request.on("timeout", () => request.destroy(new Error("no answer")));
        request.on("error", reject);
    });

test("up makes a network and a unikernel on a host, which answers from outside", async () => {
    await project.up();
    expect(await page()).toContain("first");
    const outputs = await project.outputs();
    expect(outputs).toMatchObject({
        addresses: [`${lab.ssh.host}:8080`, expect.stringMatching(/^10\.42\.0\.\d+$/)],
        said: expect.stringContaining("first"),
        kinds: ["process", "qemu"],
    });
});

test("after a refresh there is nothing to do", async () => {
    await project.pulumi("refresh", "--yes", "--skip-preview");
    await project.pulumi("preview", "--expect-no-changes");
});

test("a preview says how a replacement goes, and an up goes so without a failed request", async () => {
    await greet("second");
    const { output } = await project.pulumi("preview", "--diff");
    expect(output).toContain("then the published ports lead to it at once");
    const state = { over: false, answered: 0 };
    const load = (async () => {
        while (!state.over) {
            await page();
            state.answered += 1;
        }
    })();
    await project.up();
    state.over = true;
    await load;
    expect(state.answered).toBeGreaterThan(50);
    expect(await page()).toContain("second");
    expect(await lab.exec("systemctl list-units --no-legend 'unikernel-www-*'")).toMatch(
        /^\s*unikernel-www-\S+ .*\n$/,
    );
});

test("a unit that was edited by hand is shown, and set right", async () => {
    await lab.exec("sed -i 's/^Restart=.*/Restart=no/' /etc/systemd/system/unikernel-www-*.service");
    await project.pulumi("refresh", "--yes", "--skip-preview");
    const { output } = await project.pulumi("preview", "--diff");
    expect(output).toMatch(/-Restart=on-failure\s+\+Restart=no/);
    await project.up();
    expect(await lab.exec("cat /etc/systemd/system/unikernel-www-*.service")).toContain("Restart=on-failure");
    expect(await page()).toContain("second");
});

test("it serves again when the host has booted", async () => {
    await lab.reboot();
    await project.pulumi("refresh", "--yes", "--skip-preview");
    await project.pulumi("preview", "--expect-no-changes");
    expect(await page()).toContain("second");
});

test("destroy leaves the host as it was", async () => {
    await project.pulumi("destroy", "--yes", "--skip-preview");
    expect(await lab.inventory()).toBe(before);
});
