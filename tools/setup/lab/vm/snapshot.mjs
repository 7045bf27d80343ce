import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { logged } from "../../logged.mjs";
import { Failure } from "../../failure.mjs";
import { qemuArgv } from "./machine.mjs";

/** Far more than a boot takes when this machine is busy. */
const slowestSeconds = "900";

/**
 * Boots the virtual machine in a folder, and keeps it as it is then.
 *
 * @param {import("./machine.mjs").VmKind} kind
 * @param {string} folder
 * @param {(status: string) => void} say
 */
export async function takeSnapshot(kind, folder, say) {
    const layer = ["-f", "qcow2", "-b", "disk.raw", "-F", "raw", "ready.qcow2"];
    await logged(`lab-${kind}-layer`, ["qemu-img", "create", "-q", ...layer], { cwd: folder });
    const machine = qemuArgv({
        ...{ kind, disk: "ready.qcow2", raw: "disk.raw", tap: `uk${kind}${process.pid}` },
        more: ["-serial", "stdio", "-monitor", "unix:monitor,server=on,wait=off"],
    });
    /** @type {Promise<void> | undefined} */
    let saved;
    say("booting it");
    await logged(`lab-${kind}-boot`, ["timeout", "-k", "5", slowestSeconds, ...machine], {
        cwd: folder,
        onLine: (line) => {
            if (!line.includes("the lab is ready")) return;
            say("taking a snapshot of it");
            saved = save(join(folder, "monitor"));
        },
    });
    await saved;
    if (saved === undefined) throw new Failure(`The ${kind} lab's machine ended before it was ready.`);
}

/**
 * Through QEMU's monitor, which says only what goes wrong.
 *
 * @param {string} path
 */
async function save(path) {
    const monitor = connect(path).setEncoding("utf8");
    let said = "";
    monitor.on("data", (text) => (said += String(text)));
    monitor.write("savevm ready\nquit\n");
    await once(monitor, "close");
    const [error] = /^Error.*$/m.exec(said) ?? [];
    if (error !== undefined) throw new Failure(`QEMU could not take a snapshot: ${error}`);
}
