import type { Abi, Architecture, Device, Target } from "../artifact/artifact";
import type { BootProtocol } from "../artifact/boot";
import { UserError } from "../protocol/errors";

/** What a file says of itself. */
export interface Found {
    readonly arch: Architecture;
    readonly abi?: Abi;
    readonly devices?: readonly Device[];
    readonly boot?: readonly BootProtocol[];
}

/** What the program says the file is. */
export interface Wanted {
    /** As the user knows the file: `dist/hello.spt`. */
    readonly file: string;
    readonly target: Target;
    readonly arch: Architecture;
    readonly devices?: readonly Device[];
    /** Whether a Solo5 target must have its ABI note: a toolchain that links with Solo5 always leaves one. */
    readonly abiRequired?: boolean;
}

/** The Solo5 interface that each target is linked for. Qubes boots Xen's. */
const abiOf: Partial<Readonly<Record<Target, string>>> = {
    hvt: "hvt",
    spt: "spt",
    virtio: "virtio",
    muen: "muen",
    genode: "genode",
    xen: "xen",
    qubes: "xen",
};

/** The devices to attach, when the file is what the program says it is; otherwise throws the user's error. Pure. */
export function fit(found: Found, wanted: Wanted): Device[] {
    requireArchitecture(found, wanted);
    requireAbi(found, wanted);
    requireEntry(found, wanted);
    requireManifest(found, wanted);
    return [...(found.devices ?? wanted.devices ?? [])];
}

function requireArchitecture({ arch }: Found, wanted: Wanted): void {
    if (arch === wanted.arch) return;
    throw new UserError(
        `${wanted.file} is for ${arch}, not for ${wanted.arch}. ` +
            `Set arch to "${arch}", or have the toolchain build for ${wanted.arch}.`,
        { property: "arch" },
    );
}

function requireAbi({ abi }: Found, { file, target, abiRequired }: Wanted): void {
    const expected = abiOf[target];
    if (abi === undefined) {
        if (expected === undefined || !abiRequired) return;
        throw new UserError(
            `${file} has no Solo5 ABI note, so it is not a ${target} unikernel, whatever the build said.`,
            { property: "target" },
        );
    }
    if (abi.target === expected) return;
    throw new UserError(
        `${file} is linked for Solo5's ${abi.target} (version ${abi.version}), which does not run as ${target}. ` +
            `Set target to "${abi.target}", or build for ${target}.`,
        { property: "target" },
    );
}

/** What is for Xen is run as a PVH guest, which Xen enters where a note says. */
function requireEntry({ boot = [] }: Found, { file, target }: Wanted): void {
    if (target !== "xen" || boot.includes("pvh")) return;
    throw new UserError(
        `${file} has no PVH entry (the ELF note XEN_ELFNOTE_PHYS32_ENTRY), so it cannot be started as a PVH guest. ` +
            "Link it with one, or set target to what it is for.",
        { property: "target" },
    );
}

function requireManifest({ devices: found }: Found, { file, devices: declared }: Wanted): void {
    if (found === undefined || declared === undefined || listed(found) === listed(declared)) return;
    throw new UserError(
        `${file} has a manifest that declares ${listed(found) || "no devices"}; ` +
            `the program declares ${listed(declared) || "none"}. Leave devices out: the manifest says them.`,
        { property: "devices" },
    );
}

const listed = (devices: readonly Device[]): string =>
    devices
        .map(({ name, type }) => `${name} (${type})`)
        .sort()
        .join(", ");
