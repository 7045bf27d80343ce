import type { Architecture, Artifact } from "../../artifact/artifact";
import { guestArguments } from "./arguments";
import { guestMeanings } from "./guest-status";
import type {
    BlockDevice,
    Exit,
    ExitMeaning,
    ExitRules,
    Forward,
    Hypervisor,
    NetworkDevice,
    Run,
} from "./hypervisor";
import { describeStatus } from "./signals";

/** QEMU with `-kernel`: virtio devices, the console on the first serial port. */
export const qemu: Hypervisor = {
    name: "qemu",
    targets: ["virtio", "unikraft-qemu"],
    attaches: {
        networks: ["user", "tap", "bridge"],
        volumes: true,
        readOnlyVolumes: true,
        qcow2Volumes: true,
    },
    maximumCpus: 255,
    memory: { defaultMiB: 128, minimumMiB: 4 },
    tool: (arch) => packages[arch],
    accelerated: true,
    commandLine,
    exitRules,
    explain,
};

const packages: Readonly<Record<Architecture, { executable: string; install: string }>> = {
    x86_64: {
        executable: "qemu-system-x86_64",
        install:
            "`apt install qemu-system-x86` (Debian, Ubuntu), `dnf install qemu-system-x86` (Fedora) or `brew install qemu`",
    },
    aarch64: {
        executable: "qemu-system-aarch64",
        install:
            "`apt install qemu-system-arm` (Debian, Ubuntu), `dnf install qemu-system-aarch64` (Fedora) or `brew install qemu`",
    },
};

function commandLine(run: Run): string[] {
    const { tool, image, memoryMiB, cpus, networks, volumes, kernel, args } = run;
    const words = guestArguments(args);
    return [
        tool?.path ?? packages[image.arch].executable,
        ...qemuMachine({
            accelerator: tool?.accelerator,
            arch: image.arch,
            acpi: image.abi?.target !== "virtio",
        }),
        ...["-m", String(memoryMiB), "-smp", String(cpus)],
        ...networks.flatMap(networkOptions),
        ...volumes.flatMap(volumeOptions),
        ...["-kernel", kernel],
        ...(words.length > 0 ? ["-append", words.join(" ")] : []),
    ];
}

interface Machine {
    readonly accelerator?: "kvm" | "tcg";
    readonly arch: Architecture;
    /** Solo5's virtio target is built for, and tested, without it. */
    readonly acpi?: boolean;
}

/** They let a guest end QEMU with a status of its own: at the port that is usual, and at that of Solo5 and Unikraft. */
export const exitDevices = ["0xf4", "0x501"].map((port) => `isa-debug-exit,iobase=${port},iosize=4`);

/** The machine without its devices. */
export function qemuMachine({ accelerator = "tcg", arch, acpi = true }: Machine): string[] {
    const x86 = [
        ...["-machine", acpi ? "pc" : "pc,acpi=off"],
        ...exitDevices.flatMap((device) => ["-device", device]),
    ];
    return [
        ...(arch === "x86_64" ? x86 : ["-machine", "virt"]),
        ...["-accel", accelerator, "-cpu", "max"],
        ...["-nodefaults", "-no-user-config", "-no-reboot", "-display", "none", "-serial", "stdio"],
    ];
}

/** Without its boot ROM a network device costs no time at the start. */
function networkOptions(network: NetworkDevice, index: number): string[] {
    const id = `net${index}`;
    const back =
        network.kind === "tap"
            ? `tap,id=${id},ifname=${network.tap},script=no,downscript=no`
            : ["user", `id=${id}`, ...network.forwards.map(forwardOption)].join(",");
    return ["-netdev", back, "-device", `virtio-net-pci,netdev=${id},mac=${network.mac},romfile=`];
}

function forwardOption({ protocol, hostAddress, hostPort, guestPort }: Forward): string {
    return `hostfwd=${protocol}:${hostAddress}:${hostPort}-:${guestPort}`;
}

function volumeOptions({ path, format, readOnly, sectorSize }: BlockDevice, index: number): string[] {
    const id = `block${index}`;
    const file = `file=${path.replaceAll(",", ",,")}`;
    return [
        "-drive",
        `if=none,id=${id},format=${format},${readOnly ? "readonly=on," : ""}${file}`,
        "-device",
        `virtio-blk-pci,drive=${id},logical_block_size=${sectorSize},physical_block_size=${sectorSize}`,
    ];
}

/** `isa-debug-exit` makes `n` of the guest into `2n + 1`. */
const debugExit = (status: number): number => 2 * status + 1;
/** What Solo5 writes there, whatever it ended with. */
const solo5DebugExit = debugExit(41);
const terminated = 143;

/** QEMU ends with 0 when it is told to end by a signal, too, and with 1 for an error of its own, too. */
function exitRules({ abi }: Artifact): ExitRules {
    return {
        success: [0, debugExit(0)],
        permanent: [2, 60, 61, 62, 63, 64, 126, 127, ...[60, 61, 62, 63, 64].map(debugExit)],
        verdicts: [
            { status: 0, sed: `s/^qemu-system-[a-z0-9_]*: terminating on signal .*/${terminated}/p` },
            { status: debugExit(0), sed: `/: warning: /!s/^qemu[a-z0-9_-]*: .*/${refused}/p` },
            ...(abi?.target === "virtio"
                ? [{ status: solo5DebugExit, sed: String.raw`s/.*solo5_exit(\([0-9]*\)) called.*/\1/p` }]
                : []),
        ],
    };
}

/** In place of QEMU's own 1, which `isa-debug-exit` makes of the guest's 0. */
const refused = 2;

function explain({ status, verdict }: Exit): ExitMeaning {
    if (status === debugExit(0) && verdict === refused) {
        return { status, reason: "QEMU refused to run it" };
    }
    const ended = verdict ?? statusOfGuest(status);
    return { status: ended, reason: guestMeanings[ended] ?? describeStatus(ended) };
}

/** The even ones are QEMU's own; 128 and a signal's number are the shell's. An eighth bit is lost: 255 arrives as 127. */
function statusOfGuest(status: number): number {
    if (status % 2 === 0 || bySignal.has(status)) return status;
    return status === 255 ? 255 : (status - 1) / 2;
}

/** SIGKILL, SIGSEGV: statuses that a guest, which would have to end with 68 or 69 for them, is the less likely cause of. */
const bySignal: ReadonlySet<number> = new Set([137, 139]);
