import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import type { Architecture } from "../../../provider/artifact/artifact";

export interface DiskMachine {
    /** What QEMU's network answers for the machine's port 80. */
    readonly get: (path: string) => Promise<string>;
    readonly console: () => string;
    /** Waits until the console has said this. */
    readonly said: (text: string) => Promise<void>;
    /** Presses the power button. */
    readonly powerDown: () => void;
    readonly exited: Promise<unknown>;
}

export interface DiskMachineOptions {
    readonly disk: string;
    /** Default: x86_64. An aarch64 machine has UEFI only. */
    readonly arch?: Architecture;
    readonly firmware: "bios" | "uefi";
    readonly bus: "virtio-blk" | "virtio-scsi" | "nvme" | "cd";
    readonly memoryMiB?: number;
    readonly card?: string;
    /** More of QEMU's options for its own network. */
    readonly network?: string;
    readonly more?: readonly string[];
}

const buses = {
    "virtio-blk": ["-device", "virtio-blk-pci,drive=disk"],
    "virtio-scsi": ["-device", "virtio-scsi-pci", "-device", "scsi-hd,drive=disk"],
    nvme: ["-device", "nvme,drive=disk,serial=disk"],
    cd: ["-device", "ide-cd,drive=disk"],
} as const;

const machines = {
    x86_64: ["-machine", "q35"],
    aarch64: ["-machine", "virt", "-cpu", "cortex-a57"],
} as const;

const uefi = {
    x86_64: ["/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"],
    aarch64: ["/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"],
} as const;

function firmwareOptions({ firmware, arch = "x86_64" }: DiskMachineOptions): string[] {
    if (firmware === "bios") return [];
    const [code, variables] = uefi[arch];
    return [
        ...["-drive", `if=pflash,unit=0,format=raw,readonly=on,file=${code}`],
        ...["-drive", `if=pflash,unit=1,format=raw,snapshot=on,file=${variables}`],
    ];
}

/** Longer than any test takes: what hangs shall not outlive the tests. */
const longestLifeMs = 200_000;

/** Boots a disk, which is not written to, and runs the machine for as long as an action takes. */
export async function withDiskMachine(
    options: DiskMachineOptions,
    action: (machine: DiskMachine) => Promise<void>,
): Promise<void> {
    const port = await freePort();
    const qemu = spawn(`qemu-system-${options.arch ?? "x86_64"}`, argv(options, port), {
        timeout: longestLifeMs,
        killSignal: "SIGKILL",
    });
    let printed = "";
    const waiting = new Set<() => void>();
    const onText = (text: string): void => {
        printed += text;
        for (const look of waiting) look();
    };
    qemu.stdout.setEncoding("utf8").on("data", onText);
    qemu.stderr.setEncoding("utf8").on("data", onText);
    const exited = once(qemu, "close");
    const said = (text: string): Promise<void> =>
        new Promise((resolve, reject) => {
            const look = (): void => {
                if (!printed.includes(text)) return;
                waiting.delete(look);
                resolve();
            };
            waiting.add(look);
            look();
            void exited.then(() => {
                reject(new Error(`the machine ended without saying "${text}":\n${printed}`));
            });
        });
    const powerDown = (): void => {
        // What QEMU reads goes to the console, until it is told that it is for its monitor.
        qemu.stdin.write("\x01csystem_powerdown\n");
    };
    try {
        await action({ get: (path) => get(port, path), console: () => printed, said, powerDown, exited });
    } finally {
        qemu.kill("SIGKILL");
        await exited;
    }
}

function argv(options: DiskMachineOptions, port: number): string[] {
    const {
        disk,
        arch = "x86_64",
        bus,
        memoryMiB = 512,
        card = "virtio-net-pci",
        network = "",
        more = [],
    } = options;
    return [
        ...machines[arch],
        ...["-accel", "tcg,thread=single", "-m", String(memoryMiB), "-no-reboot"],
        ...["-nodefaults", "-no-user-config", "-display", "none"],
        ...["-chardev", "stdio,id=both,mux=on", "-serial", "chardev:both", "-mon", "chardev=both"],
        ...firmwareOptions(options),
        ...["-drive", `if=none,id=disk,format=raw,${access(bus)},file=${disk}`, ...buses[bus]],
        ...[
            "-netdev",
            `user,id=net,hostfwd=tcp:127.0.0.1:${port}-:80${network}`,
            "-device",
            `${card},netdev=net`,
        ],
        ...more,
    ];
}

const access = (bus: DiskMachineOptions["bus"]): string =>
    bus === "cd" ? "media=cdrom,readonly=on" : "snapshot=on";

async function get(port: number, path: string): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(30_000) });
    return response.text();
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
}
