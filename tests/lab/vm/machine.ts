import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { escaped, qemuArgv, type VmKind } from "../../../tools/setup/lab/vm/machine.mjs";
import { hereOf, linkOf } from "../network-numbers";
import { tool } from "../tool";

export interface VirtualMachine {
    readonly kind: VmKind;
    readonly lab: string;
    /** What set-up made. */
    readonly made: string;
    /** The lab's own, with `disk.qcow2`. */
    readonly folder: string;
}

/** Where the machine begins: in its snapshot, or with its boot. */
type Beginning = "snapshot" | "boot";

/**
 * Starts the machine in the network of that number. It ends when it would boot again, and when this process does. Undefined
 * when something else has that network.
 */
export async function switchOn(
    { kind, lab, made, folder }: VirtualMachine,
    network: number,
    beginning: Beginning,
): Promise<ChildProcess | undefined> {
    const tap = linkOf(network);
    const [program, ...argv] = qemuArgv({
        ...{ kind, tap, disk: join(folder, "disk.qcow2"), raw: join(made, "disk.raw") },
        more: [
            ...(beginning === "snapshot" ? ["-loadvm", "ready"] : []),
            // Xen takes a minute longer to boot in a QEMU that was reset than in a new one.
            ...["-no-reboot", "-monitor", "stdio"],
            ...["-chardev", `file,id=console,append=on,path=${escaped(join(folder, "console.log"))}`],
            ...["-serial", "chardev:console"],
        ],
    });
    const qemu = spawn("setpriv", ["--pdeathsig", "KILL", program, ...argv], {
        cwd: made,
        stdio: ["pipe", "pipe", "pipe"],
    });
    const said = await firstWords(qemu);
    if (said !== undefined) {
        if (said.includes(tap)) return undefined;
        throw new Error(`The lab's virtual machine did not start:\n${said}`);
    }
    await tool(["ip", "link", "set", tap, "alias", lab, "up"]);
    await tool(["ip", "address", "add", hereOf(network), "dev", tap]);
    // Not to wait for whether somebody else has it: there is nobody else.
    await tool(["ip", "address", "add", "fe80::1/64", "dev", tap, "nodad"]);
    return qemu;
}

export async function switchOff(qemu: ChildProcess): Promise<void> {
    if (qemu.exitCode !== null || qemu.signalCode !== null) return;
    const closed = once(qemu, "close");
    qemu.kill("SIGKILL");
    await closed;
}

/** It ends by itself, unless it hangs. */
export async function ended(qemu: ChildProcess, deadlineMs: number): Promise<void> {
    if (qemu.exitCode !== null || qemu.signalCode !== null) return;
    await once(qemu, "close", { signal: AbortSignal.timeout(deadlineMs) }).catch((error: unknown) => {
        throw new Error(`The lab did not end within ${deadlineMs / 1000} s`, { cause: error });
    });
}

/** Undefined when the machine runs; else why it does not. */
function firstWords(qemu: ChildProcess): Promise<string | undefined> {
    let errors = "";
    qemu.stderr?.setEncoding("utf8").on("data", (text) => (errors += String(text)));
    return new Promise((resolve, reject) => {
        qemu.once("error", reject).once("close", () => {
            resolve(errors);
        });
        let answers = "";
        qemu.stdout?.setEncoding("utf8").on("data", (text) => {
            answers += String(text);
            if (answers.includes("VM status: running")) resolve(undefined);
        });
        // Answered once the snapshot has been read.
        qemu.stdin?.on("error", () => undefined).write("info status\n");
    });
}
