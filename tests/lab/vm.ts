import { randomBytes } from "node:crypto";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { labRootfs } from "../../tools/setup/lab/rootfs.mjs";
import { vmImage, vmPath } from "../../tools/setup/lab/vm/image.mjs";
import type { VmKind } from "../../tools/setup/lab/vm/machine.mjs";
import { work } from "../../tools/setup/paths.mjs";
import { setUp } from "../../tools/setup/setup.mjs";
import { claim, removeAbandoned } from "./claims";
import { inventoryScript, type Lab } from "./lab";
import { addressOf } from "./network-numbers";
import { start, type Started } from "./vm/start";

export const live = join(work, "lab", "vm", "live");

/** A whole virtual machine, emulated: it runs guests of its own, on KVM or Xen, and takes its time. */
export async function startVmLab(kind: VmKind): Promise<Lab> {
    await setUp([labRootfs, vmImage(kind)]);
    await removeAbandoned(live, (_, folder) => removeFolder(folder));
    const name = `uklab-${randomBytes(4).toString("hex")}`;
    const folder = await claim(live, name);
    try {
        const made = await vmPath(kind);
        await copyFile(join(made, "ready.qcow2"), join(folder, "disk.qcow2"));
        await copyFile(join(made, "user"), join(folder, "user"));
        const [identity, hostKey] = await Promise.all(
            ["user", "host.pub"].map((file) => readFile(join(made, file), "utf8")),
        );
        await writeFile(join(folder, "known_hosts"), `lab ${hostKey}`);
        const started = await start({ kind, lab: name, made, folder });
        return labOf(started, { name, folder, identity: identity ?? "", hostKey: (hostKey ?? "").trim() });
    } catch (error) {
        await removeFolder(folder);
        throw error;
    }
}

interface Place {
    readonly name: string;
    readonly folder: string;
    readonly identity: string;
    readonly hostKey: string;
}

function labOf(machine: Started, { name, folder, identity, hostKey }: Place): Lab {
    return {
        name,
        ssh: { host: addressOf(machine.network), port: 22, user: "root", identity, hostKey },
        exec: machine.exec,
        inventory: async () => machine.exec(await inventoryScript()),
        reboot: machine.reboot,
        async stop() {
            await machine.stop();
            await removeFolder(folder);
        },
    };
}

const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
