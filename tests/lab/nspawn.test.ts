import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { solo5Kernel } from "../unit/host/solo5-image";
import type { Lab } from "./lab";
import { startNspawnLab } from "./nspawn";
import { leftovers } from "./nspawn/leftovers";

let lab: Lab;
let folder: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lab-test-"));
    lab = await startNspawnLab({ tenders: true });
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
    const target = ["-p", String(host.port), `${user}@${host.host}`];
    return (await promisify(execFile)("ssh", [...argv, ...target, command])).stdout;
}

const service = (name: string): string => `systemctl is-active ${name} || true`;

describe("a lab", () => {
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
        const failing = lab.exec("echo no such luck >&2; exit 3");
        await expect(failing).rejects.toThrow("exit 3 in the lab failed (3):\nno such luck");
    });

    test("has a network to itself, with TAPs, bridges and nft, that is reached from here", async () => {
        await lab.exec(`ip tuntap add tap0 mode tap; ip link add br0 type bridge; ip link set tap0 master br0
            nft add table ip mine; sysctl -q -w net.ipv4.ip_forward=1
            echo hello >/tmp/index.html; systemd-run -q --unit=web --working-directory=/tmp --collect \
                sh -c 'while :; do printf "HTTP/1.0 200 OK\\n\\nhello\\n" | nc -N -l 8080; done'
            until ss -tln | grep -q :8080; do :; done`);
        expect(await (await fetch(`http://${lab.ssh.host}:8080/`)).text()).toBe("hello\n");
        await lab.exec(
            "systemctl stop web; nft delete table ip mine; ip link del br0; ip link del tap0; rm /tmp/index.html",
        );
    });

    test.each(["spt", "hvt"] as const)("has solo5-%s, when asked to, with its refusals", async (target) => {
        const [elf] = solo5Kernel(target, [{ name: "service", type: "net" }]);
        await lab.exec(`echo ${elf.toString("base64")} | base64 -d >/tmp/kernel
            ip tuntap add tap0 mode tap; ip link add br0 type bridge; ip link set br0 up`);
        const said = (options: string): Promise<string> =>
            lab.exec(`solo5-${target} ${options} 2>&1 || echo "status $?"`);
        expect(await said("--version")).toContain(`solo5-${target} tender, version v0.12.1`);
        const attaching = (tap: string): Promise<string> => said(`--net:service=${tap} -- /tmp/kernel`);
        const refused = (tap: string, why: string): RegExp =>
            new RegExp(`^solo5-${target}: Could not attach interface: ${tap}: ${why}\n[^]*\nstatus 1\n$`);
        expect(await attaching("tap9")).toMatch(refused("tap9", "No such file or directory"));
        expect(await attaching("tap0")).toMatch(refused("tap0", "Network is down"));
        expect(await attaching("br0")).toMatch(refused("br0", "Invalid argument"));
        expect(await said("/tmp/kernel")).toMatch(
            /Device 'service' of type NET_BASIC declared but not attached/,
        );
        await lab.exec("rm /tmp/kernel; ip link del tap0; ip link del br0");
    });

    test("has a solo5-spt that bears no more hardening than the real one", async () => {
        const [elf] = solo5Kernel("spt", [{ name: "service", type: "net" }]);
        await lab.exec(`echo ${elf.toString("base64")} | base64 -d >/var/kernel
            ip tuntap add tap0 mode tap; ip link set tap0 up`);
        const run = (property: string): Promise<string> =>
            lab.exec(`systemd-run --quiet --wait --pipe --collect -p ${property} \\
                solo5-spt --net:service=tap0 -- /var/kernel --exit=0`);
        for (const borne of ["SystemCallFilter='@system-service seccomp'", "PrivateTmp=yes"])
            expect(await run(borne)).toContain("solo5_exit(0)");
        for (const tooMuch of [
            "SystemCallFilter=@system-service",
            "LockPersonality=yes",
            "MemoryDenyWriteExecute=yes",
            "RestrictAddressFamilies=AF_UNIX",
        ])
            await expect(run(tooMuch)).rejects.toThrow("failed");
        await lab.exec("rm /var/kernel; ip link del tap0");
    });

    test("holds the same after logins and a reboot, and tells what changed", async () => {
        await lab.exec("sysctl -q -w net.ipv4.ip_forward=0");
        const before = await lab.inventory();
        await ssh(lab, "deploy", "sudo -n true");
        await lab.reboot();
        expect(await ssh(lab, "root", "systemctl is-system-running")).toBe("running\n");
        expect(await lab.inventory()).toBe(before);
        const changes = [
            "echo >/etc/new",
            "mkdir /var/lib/private/x",
            "systemd-run -q --unit=new sleep 1000",
            "ip link add new type bridge",
            "nft add table ip new",
        ];
        for (const change of changes) {
            const last = await lab.inventory();
            await lab.exec(change);
            expect(await lab.inventory()).not.toBe(last);
        }
    });
});

describe("two labs at once", () => {
    test("have nothing to do with each other, and each goes without a trace", async () => {
        const other = await startNspawnLab();
        try {
            await lab.exec("systemd-run -q --unit=same sleep 1000");
            expect(await other.exec(service("same"))).toBe("inactive\n");
            await other.exec("systemd-run -q --unit=same sleep 1000; systemctl stop same");
            expect(await lab.exec(service("same"))).toBe("active\n");
            await expect(other.exec(`nc -z -w 2 ${lab.ssh.host} 22`)).rejects.toThrow("failed");
        } finally {
            expect(await leftovers(other.name)).not.toEqual([]);
            await other.stop();
        }
        expect(await leftovers(other.name)).toEqual([]);
        expect(await lab.exec(service("same"))).toBe("active\n");
    });
});
