import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { labLibvirt, libvirtRootfsPath } from "../../tools/setup/lab/libvirt.mjs";
import { setUp } from "../../tools/setup/setup.mjs";
import { tenders as tendersStep, tendersPath } from "../../tools/setup/tenders.mjs";
import { claim, removeAbandoned } from "./claims";
import { inventoryScript, type Lab } from "./lab";
import { switchOn } from "./nspawn/boot";
import { cgroupsOf, makeCgroups } from "./nspawn/cgroups";
import { inits, type Init } from "./nspawn/init";
import { makeKeys } from "./nspawn/keys";
import { connect, connectAs, disconnect } from "./nspawn/link";
import { addressOf } from "./network-numbers";
import { live, remove } from "./nspawn/remove";
import { tool } from "./tool";

export interface LabOptions {
    /** With the doubles of Solo5's tenders in /usr/local/bin. */
    readonly tenders?: boolean;
    /** With Node.js there, for doubles that are written for it. */
    readonly node?: boolean;
    /** What is process 1. Default: systemd. */
    readonly init?: Init;
    /** With libvirt, whose network `default` is there but not started. */
    readonly libvirt?: boolean;
}

/** An init as process 1, an OpenSSH server and a network of its own, in a container. */
export async function startNspawnLab(options: LabOptions = {}): Promise<Lab> {
    const { steps } = inits[options.init ?? "systemd"];
    await setUp([
        ...steps,
        ...(options.libvirt ? [labLibvirt] : []),
        ...(options.tenders ? [tendersStep] : []),
    ]);
    await removeAbandoned(live, remove);
    const lab = `uklab-${randomBytes(4).toString("hex")}`;
    const folder = await claim(live, lab);
    try {
        return await start(lab, folder, options);
    } catch (error) {
        await remove(lab, folder);
        throw error;
    }
}

async function start(
    lab: string,
    folder: string,
    { tenders = false, node = false, libvirt = false, init = "systemd" }: LabOptions,
): Promise<Lab> {
    const place = join(folder, "place");
    await mkdir(place);
    const keys = await makeKeys(join(folder, "keys"));
    const cgroups = await cgroupsOf(lab);
    await makeCgroups(cgroups);
    const { booted, ended } = switchOn({
        ...{ lab, place, keys: keys.folder, cgroups: cgroups.all },
        rootfs: await (libvirt ? libvirtRootfsPath() : inits[init].path()),
        ...(tenders && { tenders: tendersPath }),
        ...(node && { node: process.execPath }),
    });
    let leader = await booted();
    const exec = (command: string): Promise<string> => tool(inside(leader, command), `${command} in the lab`);
    const network = await connect(lab, leader);
    await exec(inits[init].settled);
    const { identity, hostKey } = keys;
    return {
        name: lab,
        ssh: { host: addressOf(network), port: 22, user: "root", identity, hostKey },
        exec,
        inventory: async () => exec(await inventoryScript()),
        async reboot() {
            const again = booted();
            await exec(inits[init].reboot);
            leader = await again;
            // The kernel may still be at work on the end of the one before.
            for (let tries = 0; !(await connectAs(network, lab, leader)); tries++) {
                if (tries === 100) throw new Error(`the network of ${lab} does not come back`);
                await disconnect(lab);
            }
            await exec(inits[init].settled);
        },
        async stop() {
            await remove(lab, folder);
            await ended;
        },
    };
}

const inside = (leader: number, command: string): readonly [string, ...string[]] => [
    ...(["nsenter", "--target", String(leader)] as const),
    ...["--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--"],
    ...[
        "env",
        "--ignore-environment",
        "--chdir=/",
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME=/root",
        "LC_ALL=C.UTF-8",
    ],
    ...["sh", "-c", command],
];
