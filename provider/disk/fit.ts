import type { Artifact } from "../artifact/artifact";
import type { DiskArguments } from "./arguments";
import type { DiskKind } from "./kind";

type Image = Pick<Artifact, "name" | "size" | "target" | "arch" | "devices">;

/** What kinds of disk an image can boot from: the first is the default. When there is none, why, and what to do. */
export type Fit =
    | { readonly kinds: readonly [DiskKind, ...DiskKind[]] }
    | { readonly kinds: readonly []; readonly refusal: string };

/** In bytes: a file is read as a whole, and Node.js reads none that is larger. */
const largestImage = 2 ** 31 - 1;

/** Which kinds of disk an image can boot from, by its target, its devices and its size. */
export function fitOf(image: Image): Fit {
    const kind = kindOf(image.target);
    if (kind === undefined)
        return refused(image, refusals[image.target] ?? `no disk can start it; ${advice}`);
    if (kind === "native" && image.arch !== "x86_64") {
        return refused(
            image,
            'it is for aarch64, and a native disk starts x86_64 only; build it for target "spt"',
        );
    }
    const tooLarge = whyTooLarge(image);
    if (tooLarge !== undefined) return refused(image, tooLarge);
    const unattached = kind === "appliance" ? unattachable(image) : undefined;
    return unattached === undefined ? { kinds: [kind] } : refused(image, unattached);
}

/** Why an image cannot boot from a disk of this kind with these arguments; nothing when it can. */
export function whyNotKind(image: Image, kind: DiskKind, args?: DiskArguments): string | undefined {
    const fit = fitOf(image);
    if ("refusal" in fit) return fit.refusal;
    if (!fit.kinds.includes(kind)) {
        return kind === "native"
            ? `${image.name} is built for ${image.target}, which a native disk cannot start; leave kind out, or build it for target "virtio"`
            : `${image.name} is built for ${image.target}, which an appliance cannot run; leave kind out, or build it for target "spt"`;
    }
    if (kind === "native" && args !== undefined && "fromMetadata" in args) {
        return `${image.name} boots natively, without anything that asks for metadata; give args as a list, or build it for target "spt"`;
    }
    return undefined;
}

/** Why an image is too large for a disk of any size and kind, an SD card among them. */
export function whyTooLarge({ size }: Pick<Artifact, "size">): string | undefined {
    if (size <= largestImage) return undefined;
    return `it has ${(size / 2 ** 30).toFixed(1)} GiB, and less than 2 can be; leave out of it what it can fetch`;
}

/** Why a disk of this size cannot hold an image: what else is on it is known when it is built, and little. */
export function whyTooSmall(
    { name, size }: Pick<Artifact, "name" | "size">,
    sizeGiB: number | undefined,
): string | undefined {
    if (sizeGiB === undefined || size < sizeGiB * 2 ** 30) return undefined;
    const least = Math.floor(size / 2 ** 30) + 1;
    return `a disk of ${sizeGiB} GiB cannot hold ${name}, which needs ${least} GiB at least; make it larger, or leave its size out`;
}

const advice =
    'build it for target "spt" (any cloud) or "virtio" (QEMU, GCE of the first and second generation)';

const refusals: Partial<Record<Artifact["target"], string>> = {
    xen: `a Xen guest is started by Xen's own tools, and no cloud starts one from a disk; ${advice}`,
    qubes: `it runs on Qubes OS only; ${advice}`,
    macosx: `it is a program of macOS, which no disk of ours can run; ${advice}`,
    rpi4: 'it boots from the SD card of a Raspberry Pi, which unikernel.Disk makes with board: "rpi4"',
};

function kindOf(target: Artifact["target"]): DiskKind | undefined {
    if (target === "virtio") return "native";
    return target === "spt" || target === "hvt" || target === "unix" ? "appliance" : undefined;
}

/** An appliance has the machine's one network card to give, and no disks. */
function unattachable({ target, devices }: Image): string | undefined {
    if (target === "unix") return undefined;
    const block = devices.find(({ type }) => type === "block");
    if (block) {
        return `it has the block device ${block.name}, and an appliance has none to attach; build it without`;
    }
    const cards = devices.filter(({ type }) => type === "net").map(({ name }) => name);
    if (cards.length < 2) return undefined;
    return `it has ${cards.length} network devices (${cards.join(", ")}), and an appliance has one network card to give; build it with one`;
}

function refused({ name }: Image, reason: string): Fit {
    return { kinds: [], refusal: `${name} cannot boot from a disk: ${reason}` };
}
