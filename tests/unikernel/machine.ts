import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

export interface MachineOptions {
    readonly kernel: string;
    /** QEMU's `-machine`. */
    readonly machine?: string;
    readonly args?: string;
    readonly memoryMiB?: number;
    /** QEMU's `-device` for the network card, or `undefined` for a machine without. */
    readonly card?: string | undefined;
    /** More options of QEMU's, in front of the card's. */
    readonly more?: readonly string[];
}

export interface Machine {
    /** Where port 80 of the unikernel is on this host. */
    readonly port: number;
    readonly pid: number;
    /** What the unikernel has printed so far. */
    readonly console: () => string;
    /** QEMU's exit status. */
    readonly exited: Promise<number | null>;
    readonly stop: () => Promise<void>;
}

/** Longer than any test takes: what hangs shall not outlive the tests. */
const longestLifeMs = 200_000;

/** Starts QEMU, and answers when the unikernel says that it serves, or else when QEMU has ended. */
export async function boot(options: MachineOptions): Promise<Machine> {
    const port = await freePort();
    const qemu = spawn("qemu-system-x86_64", qemuArguments(port, options), { timeout: longestLifeMs });
    let printed = "";
    let complaints = "";
    qemu.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
    qemu.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    const closed = once(qemu, "close").catch(whenNotInstalled);
    const exited = closed.then(() => qemu.exitCode);
    await Promise.race([
        exited,
        new Promise<void>((resolve) => {
            qemu.stdout.on("data", () => {
                if (printed.includes("ready to serve")) resolve();
            });
        }),
    ]);
    if (printed === "") throw new Error(`QEMU didn't start the unikernel: ${complaints}`);
    return {
        port,
        pid: qemu.pid ?? 0,
        console: () => printed,
        exited,
        stop: async () => {
            qemu.kill("SIGKILL");
            await exited;
        },
    };
}

/** Runs a machine for as long as an action takes. */
export async function withMachine(
    options: MachineOptions,
    action: (machine: Machine) => Promise<void>,
): Promise<void> {
    const machine = await boot(options);
    try {
        await action(machine);
    } finally {
        await machine.stop();
    }
}

function qemuArguments(port: number, options: MachineOptions): string[] {
    const { kernel, machine = "pc", args = "", memoryMiB = 32, more = [] } = options;
    const card = "card" in options ? options.card : "virtio-net-pci";
    return [
        ...["-machine", machine, "-accel", "tcg", "-m", String(memoryMiB), "-no-reboot"],
        ...["-nodefaults", "-no-user-config", "-display", "none", "-serial", "stdio"],
        ...["-device", "isa-debug-exit,iobase=0xf4,iosize=4", ...more],
        ...(card === undefined ? [] : networkArguments(port, card)),
        ...["-kernel", kernel, "-append", args],
    ];
}

function networkArguments(port: number, card: string): string[] {
    return ["-netdev", `user,id=net,hostfwd=tcp:127.0.0.1:${port}-:80`, "-device", `${card},netdev=net`];
}

function whenNotInstalled(cause: unknown): never {
    throw new Error("qemu-system-x86_64 can't be run. Debian: apt-get install qemu-system-x86", { cause });
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}
