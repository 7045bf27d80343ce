import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startNspawnLab, type Lab } from "./nspawn";

let lab: Lab;
let folder: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lab-test-"));
    lab = await startNspawnLab();
});
afterAll(async () => {
    await lab.stop();
    await rm(folder, { recursive: true });
});

/** A command over ssh, by a client that knows nothing but what the lab says. */
async function ssh({ ssh: host }: Lab, user: string, command: string): Promise<string> {
    const [identity, known] = [join(folder, "identity"), join(folder, "known_hosts")];
    await writeFile(identity, host.identity, { mode: 0o600 });
    await writeFile(known, `${host.host} ${host.hostKey}\n`);
    const options = ["BatchMode=yes", "StrictHostKeyChecking=yes", `UserKnownHostsFile=${known}`];
    const argv = ["-F", "none", "-i", identity, ...options.flatMap((option) => ["-o", option])];
    const { stdout } = await promisify(execFile)("ssh", [
        ...argv,
        "-p",
        String(host.port),
        `${user}@${host.host}`,
        command,
    ]);
    return stdout;
}

describe("the nspawn lab", () => {
    test("runs systemd, with all units well", async () => {
        expect(await lab.exec("systemctl --failed --no-legend --plain")).toBe("");
        expect(await lab.exec("systemctl is-system-running")).toBe("running\n");
    });

    test("lets each user in, and only who may become root", async () => {
        expect(await ssh(lab, "root", "id -un")).toBe("root\n");
        expect(await ssh(lab, "deploy", "id -un; sudo -n id -un")).toBe("deploy\nroot\n");
        expect(await ssh(lab, "nosudo", "id -un")).toBe("nosudo\n");
        await expect(ssh(lab, "nosudo", "sudo -n true")).rejects.toThrow("a password is required");
    });

    test("says what failed of what is run inside", async () => {
        await expect(lab.exec("echo no such luck >&2; false")).rejects.toThrow("no such luck");
    });
});
