import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { labRootfs } from "../../tools/setup/lab/rootfs.mjs";
import { setUp } from "../../tools/setup/setup.mjs";
import { claim, remove, removeAbandoned } from "./nspawn/abandoned";
import { boot } from "./nspawn/boot";
import { cgroupsOf, makeCgroups } from "./nspawn/cgroups";
import { inventoryScript } from "./nspawn/inventory";
import { makeKeys } from "./nspawn/keys";
import { connect } from "./nspawn/link";
import { tool } from "./nspawn/tool";

/** A small server: systemd as process 1, an OpenSSH server, a network of its own. It ends with the process that started it. */
export interface Lab {
    /** What `host: { ssh }` of an Instance takes. Besides root there are `deploy`, who may sudo, and `nosudo`, who may not. */
    readonly ssh: {
        readonly host: string;
        readonly port: number;
        readonly user: string;
        readonly identity: string;
        readonly hostKey: string;
    };
    /** Runs a command inside, as root, past ssh: for looking and for breaking things. Answers stdout; fails with stderr. */
    exec(command: string): Promise<string>;
    /** All that the host holds now, to compare before and after. */
    inventory(): Promise<string>;
    stop(): Promise<void>;
}

export async function startNspawnLab(): Promise<Lab> {
    await setUp([labRootfs]);
    await removeAbandoned();
    const lab = `uklab-${randomBytes(4).toString("hex")}`;
    const folder = await claim(lab);
    try {
        return await start(lab, folder);
    } catch (error) {
        await remove(lab, folder);
        throw error;
    }
}

async function start(lab: string, folder: string): Promise<Lab> {
    const place = join(folder, "place");
    await mkdir(place);
    const keys = await makeKeys(join(folder, "keys"));
    const cgroups = await cgroupsOf(lab);
    await makeCgroups(cgroups);
    const { leader, ended } = await boot({ lab, place, keys: keys.folder, cgroups: cgroups.all });
    const exec = (command: string): Promise<string> => tool(inside(leader, command));
    const { address } = await connect(lab, leader);
    // By then all jobs of the boot are done. It fails when a unit has; that is for a test to say.
    await exec("systemctl is-system-running --wait || true");
    return {
        ssh: { host: address, port: 22, user: "root", identity: keys.identity, hostKey: keys.hostKey },
        exec,
        inventory: () => exec(inventoryScript),
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
