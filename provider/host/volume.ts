import { z } from "zod";
import { markedOwner } from "./marked-owner";
import { resource } from "../protocol/resource";
import type { Settings } from "../settings";
import { Host } from "./inputs";
import { VolumeAttachment, VolumeFormat } from "./volume/attachment";

export const LvmPlace = z
    .strictObject({
        group: z.string().describe("The volume group, which is there: `vg0`."),
    })
    .meta({ id: "host:LvmPlace" })
    .describe("Where a logical volume is made.");

export const VolumeInputs = z.strictObject({
    host: Host.optional().describe("Where it is. Default: this machine."),
    name: z
        .string()
        .optional()
        .describe(
            "Its name on the host: that of its folder, or of the logical volume. Default: the resource's name and seven " +
                "random digits.",
        ),
    size: z
        .int()
        .positive()
        .optional()
        .describe(
            "Its size in MiB. It grows in place; to shrink it replaces it, with all that it holds. Default: what `source` " +
                "takes. A `device` has the size that it has.",
        ),
    format: VolumeFormat.optional().describe(
        "How a file holds it: `raw`, which all hypervisors read and which takes only the space that was written to, or " +
            "`qcow2`, for QEMU only. Default: raw.",
    ),
    lvm: LvmPlace.optional().describe("Make a logical volume of LVM instead of a file. Needs root."),
    device: z
        .string()
        .optional()
        .describe(
            "Take a block device that is there instead of making a file: `/dev/disk/by-id/…`. It is never deleted, and " +
                "never written to but with `source`.",
        ),
    source: z
        .string()
        .optional()
        .describe(
            "A file on the machine that `pulumi` runs on with what it holds at first, byte for byte. Read when it is made, " +
                "and never again: what a unikernel has written stays.",
        ),
});
export type VolumeInputs = z.output<typeof VolumeInputs>;

export const VolumeOutputs = z.strictObject({
    ref: VolumeAttachment.describe(
        "For the `volumes` of an instance on the same host: `{ storage: data.ref }`.",
    ),
    path: z.string().describe("Where it is on its host."),
    bytes: z.int().describe("Its size in bytes, as a unikernel sees it."),
    unit: z.string().describe("What tells this volume from any other that had or will have its name."),
    owner: markedOwner("machine", "is used"),
    altered: z
        .string()
        .optional()
        .describe(
            "What a refresh found on its host that is not as it was made, such as a file that is gone. The next `up` sets it " +
                "right.",
        ),
});
export type VolumeOutputs = z.output<typeof VolumeOutputs>;

export const volume = resource<typeof VolumeInputs, typeof VolumeOutputs, Settings>({
    token: "unikernel:host:Volume",
    description:
        "A disk for a unikernel, on this machine or on a host: a file or, on Linux, a logical volume of LVM or a block device " +
        "that is there. It outlives the instances that it is attached to, and is deleted with its own resource only.\n\n" +
        "An instance that may write to it is stopped before its replacement starts, and the preview says so. A volume that " +
        "an instance uses is not deleted: the error names it. `size` may grow while it is used; the unikernel sees the new " +
        "size when it is started again. A smaller `size`, another `format` or another place replaces the volume: what the " +
        "old one holds is not copied. Give what must not be lost `protect: true`, or `retainOnDelete: true` to leave it on " +
        "the host.\n\n" +
        "What was made carries its mark, and only that is ever changed or removed. On a host its file is root's alone, and " +
        "for as long as an instance runs, that instance's. `pulumi refresh` finds a file that is gone, has become smaller " +
        "or was opened to others; `up` sets it right.\n\n" +
        "Import one by its `id`: its name, or on a host `kvm1.example.org/` and its name.",
    examples: [
        {
            title: "A volume on a host, and the instance that writes to it",
            typescript: `import * as unikernel from "pulumi-unikernel";

const host = { ssh: { host: "kvm1.example.org", user: "deploy", sudo: true } };
const kv = new unikernel.Image("kv", { source: "./kv", target: "hvt" });

const data = new unikernel.host.Volume("data", { host, size: 256 }, { protect: true });

new unikernel.host.Instance("kv", {
    host,
    image: kv.artifact,
    networks: { service: { bridge: "br0", address: "10.42.0.2/24", gateway: "10.42.0.1" } },
    volumes: { storage: data.ref },
});
`,
        },
        {
            title: "Zones that were prepared here, in a logical volume there; and a disk that is there already",
            typescript: `import * as unikernel from "pulumi-unikernel";

const host = { ssh: { host: "kvm1.example.org", user: "root" } };

const zones = new unikernel.host.Volume("zones", {
    host,
    size: 64,
    lvm: { group: "vg0" },
    source: "./zones.img",
});

const archive = new unikernel.host.Volume("archive", { host, device: "/dev/disk/by-id/ata-ARCHIVE-part1" });

export const paths = [zones.path, archive.path];
`,
        },
    ],
    inputs: VolumeInputs,
    outputs: VolumeOutputs,
    replaceOn: ["name", "format", "lvm", "device"],
    lifecycle: async () => (await import("./remote/volume/lifecycle/lifecycle")).volumeLifecycle,
});
