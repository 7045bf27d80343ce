import { z } from "zod";
import { Artifact } from "../artifact/artifact";
import { resource } from "../protocol/resource";
import { DiskArguments } from "./arguments";
import { Board } from "./board/board";
import { DiskFormat } from "./format/format";
import { ApplianceIdentity, DiskKind } from "./kind";

export const DiskInputs = z.strictObject({
    image: Artifact.describe("The unikernel: an image's `artifact`."),
    kind: DiskKind.optional().describe(
        "What the disk starts. Default: what suits the image's target: `native` for virtio; `appliance` for spt, hvt and unix.",
    ),
    format: DiskFormat.default("raw").describe("How the disk is in its file. Default: raw."),
    args: DiskArguments.default([]).describe(
        "Arguments for the unikernel, in order; or, for an appliance, `{ fromMetadata: true }`: each machine asks its cloud " +
            "for them. Default: none.",
    ),
    size: z
        .int()
        .positive()
        .max(2048)
        .optional()
        .describe(
            "Size of the disk in GiB. Default: 1, or more where the contents need it; of an `iso` or a card, no more than they need.",
        ),
    board: Board.optional().describe(
        "Makes an SD card for a board, in place of a disk for a machine with a BIOS or UEFI: of an image of target `rpi4`, whose " +
            "file is the `kernel8.img`. Default: none.",
    ),
    appliance: ApplianceIdentity.optional(),
    path: z
        .string()
        .min(1)
        .optional()
        .describe(
            "Where the file is put, relative to the program's folder; what is there is replaced. Default: a place in the store. " +
                "Example: `./dist/web.qcow2`.",
        ),
});
export type DiskInputs = z.output<typeof DiskInputs>;

export const DiskOutputs = z.strictObject({
    file: z.string().describe("The file's absolute path on the machine that made it."),
    digest: z.string().describe("`sha256:` and 64 hexadecimal digits, of the whole file."),
    bytes: z.int().describe("The file's size in bytes, holes included."),
});
export type DiskOutputs = z.output<typeof DiskOutputs>;

export const disk = resource({
    token: "unikernel:index:Disk",
    description:
        "A disk that boots a unikernel, as a file: for a KVM host of your own, or a cloud that takes disks. Made in memory, " +
        "without root, and the same bytes every time. A `native` disk boots by BIOS; an `appliance` by BIOS or UEFI (aarch64: " +
        "UEFI). A refresh finds that the file is missing or was changed, and the next `up` makes it again.",
    inputs: DiskInputs,
    outputs: DiskOutputs,
    replaceOn: [],
    lifecycle: async () => (await import("./lifecycle/lifecycle")).diskLifecycle,
    examples: [
        {
            title: "A disk for libvirt",
            typescript: `import * as unikernel from "pulumi-unikernel";

const web = new unikernel.Image("web", { source: "./web", target: "virtio" });

const disk = new unikernel.Disk("web", {
    image: web.artifact,
    format: "qcow2",
    args: ["--hello=hi"],
    path: "./dist/web.qcow2",
});

export const digest = disk.digest;
`,
        },
        {
            title: "An appliance for any cloud, with arguments from its metadata",
            typescript: `import * as unikernel from "pulumi-unikernel";

const dns = new unikernel.Image("dns", { source: "./dns", target: "spt" });

const disk = new unikernel.Disk("dns", {
    image: dns.artifact,
    args: { fromMetadata: true },
});

export const file = disk.file;
`,
        },
        {
            title: "An SD card for a Raspberry Pi 4",
            typescript: `import * as unikernel from "pulumi-unikernel";

const kernel = new unikernel.Image("kernel", {
    source: "./pi",
    target: "rpi4",
    command: { argv: ["make"], output: "kernel8.img" },
});

const card = new unikernel.Disk("card", { image: kernel.artifact, board: "rpi4", path: "./dist/pi.img" });

export const digest = card.digest;
`,
        },
    ],
});
