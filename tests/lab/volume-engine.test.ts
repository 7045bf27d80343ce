import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Finished } from "../e2e/engine/cli";
import { newProject, type Project } from "../e2e/engine/project";
import { expectNoFileBelow, linesThatTell } from "../e2e/engine/told";
import { buildLedger } from "./ledger";
import type { Lab } from "./lab";
import { startNspawnLab } from "./nspawn";

let lab: Lab;
let project: Project;
let elf: string;
let before: string;

const canary = "canary-9b1f04";

beforeAll(async () => {
    lab = await startNspawnLab();
    before = await lab.inventory();
    project = await newProject();
    elf = await buildLedger(join(project.folder, "ledger"));
});

afterAll(async () => {
    await project.dispose();
    await lab.stop();
});

interface Ledger {
    readonly memory: number;
    readonly size?: number;
    readonly secret?: string;
}

/** A volume, an instance that writes to it and one with a secret, by a user who is not root there. */
async function write({ memory, size = 4, secret = canary }: Ledger): Promise<void> {
    const host = { ssh: { ...lab.ssh, user: "deploy", sudo: true } };
    await project.program(`
        const host = ${JSON.stringify(host)};
        const image = new unikernel.PrebuiltImage("ledger", { path: ${JSON.stringify(elf)}, target: "virtio" });
        const data = new unikernel.host.Volume("data", { host, size: ${size}, format: "raw" });
        const ledger = new unikernel.host.Instance("ledger", {
            host, image: image.artifact, memory: ${memory}, volumes: { storage: data.ref }, probe: { console: "sectors" },
        });
        const vault = new unikernel.host.Instance("vault", {
            host, image: image.artifact, memory: 16, probe: { console: "sectors" },
            volumes: { storage: { secret: { content: pulumi.secret(${JSON.stringify(secret)}) } } },
        });
        exports.path = data.path;
        exports.said = unikernel.host.getConsoleOutput({ instance: ledger.id, host }).text;
        exports.kept = vault.volumes;
    `);
}

const shown: Finished[] = [];

test("a volume outlives the replacement of its instance, with its data", async () => {
    await write({ memory: 16 });
    shown.push(await project.up("--debug"));
    expect((await project.outputs()).said).toContain("[ledger] start 1, 8192 sectors");
    await write({ memory: 32 });
    const preview = await project.pulumi("preview", "--diff");
    const { path } = await project.outputs();
    expect(preview.output.replaceAll(/\s+/g, " ")).toContain(
        `The old instance is stopped before the new one starts, because both need the volume ${String(path)}.`,
    );
    shown.push(preview, await project.up("--debug"));
    const outputs = await project.outputs();
    expect(outputs.said).toContain("[ledger] start 2, 8192 sectors");
    expect(outputs.path).toBe(path);
});

test("after a refresh there is nothing to do", async () => {
    shown.push(await project.pulumi("refresh", "--yes", "--skip-preview"));
    await project.pulumi("preview", "--expect-no-changes");
});

test("a volume that grows stays what it is, and its instance goes on", async () => {
    await write({ memory: 32, size: 8 });
    const { output } = await project.pulumi("preview", "--diff");
    expect(output).toMatch(/1 to update/);
    expect(output.replaceAll(/\s+/g, " ")).toContain("The volume grows in place.");
    await project.up();
    expect((await project.outputs()).said).toContain("[ledger] start 2, 8192 sectors");
});

test("a secret volume is told to nobody: not in what is printed, nor the state, nor on the host", async () => {
    shown.push(await project.pulumi("stack", "export"));
    expect(JSON.stringify(await project.outputs())).toContain("[secret]");
    expect(shown.flatMap((each) => linesThatTell([canary], each))).toEqual([]);
    await expectNoFileBelow(join(project.folder, ".state"), canary);
    const told = await lab.exec(`journalctl --quiet --all --output=export; ps -e -ww -o args=
        systemctl show --all 'unikernel-vault-*'; systemctl cat 'unikernel-vault-*'`);
    expect(told).not.toContain(canary);
    const readable = await lab.exec(
        `setpriv --reuid=nobody --regid=nogroup --clear-groups grep -r -l -s -a -e ${canary} /etc /run /tmp /var || true`,
    );
    expect(readable).toBe("");
    const holding = await lab.exec(
        `grep -r -l -s -e ${canary} /etc /home /opt /root /run /srv /tmp /var | xargs stat --format='%a %n' | sed 's/vault-[0-9a-f]*/vault/' | sort`,
    );
    const records = "/var/lib/pulumi-unikernel/instances/vault";
    expect(holding).toBe(`600 ${records}/inputs\n600 ${records}/volume-storage\n`);
});

test("another secret is another instance, and the preview tells neither", async () => {
    await write({ memory: 32, size: 8, secret: `${canary}-changed` });
    const { output } = await project.pulumi("preview", "--diff");
    expect(output).toMatch(/1 to replace/);
    expect(output).not.toContain(canary);
    await project.up();
});

test("destroy leaves the host as it was", async () => {
    await project.pulumi("destroy", "--yes", "--skip-preview");
    expect(await lab.inventory()).toBe(before);
});
