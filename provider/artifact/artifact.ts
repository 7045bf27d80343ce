import { z } from "zod";

export const targets = [
    "unix",
    "macosx",
    "hvt",
    "spt",
    "virtio",
    "xen",
    "qubes",
    "muen",
    "genode",
    "unikraft-qemu",
    "unikraft-firecracker",
    "rpi4",
] as const;

export const Target = z
    .enum(targets)
    .meta({ id: "index:Target" })
    .describe("What an image is built to run on: a Solo5 target, a hypervisor or an operating system.");
export type Target = z.output<typeof Target>;

export const architectures = ["x86_64", "aarch64"] as const;

export const Architecture = z
    .enum(architectures)
    .meta({ id: "index:Architecture" })
    .describe("The instruction set of an image.");
export type Architecture = z.output<typeof Architecture>;

export const Device = z
    .strictObject({
        name: z.string().describe("The name the program gives it: 1 to 67 letters and digits."),
        type: z
            .enum(["net", "block"])
            .meta({ id: "index:DeviceType" })
            .describe("A network or a block device."),
    })
    .meta({ id: "index:Device" })
    .describe("A device that a unikernel's manifest declares. It boots only when each is attached.");
export type Device = z.output<typeof Device>;

export const Abi = z
    .strictObject({
        target: z.string().describe("The Solo5 target: `hvt`, `spt`, `virtio`, `muen`, `genode` or `xen`."),
        version: z.int().describe("The version of the interface between the unikernel and its tender."),
    })
    .meta({ id: "index:Abi" })
    .describe("The Solo5 interface an image was linked for, from its ABI note.");
export type Abi = z.output<typeof Abi>;

/**
 * How an artifact was made, so that a machine whose store lacks it can make it again. Opaque to users: what is in it
 * is `provider/build`'s business.
 */
export const Recipe = z
    .record(z.string(), z.json())
    .describe(
        "How the artifact was made, for a machine whose store does not have it. Not for use in programs.",
    );

export const Artifact = z
    .strictObject({
        name: z.string().describe("The file name the toolchain gave it: `hello.spt`."),
        digest: z.string().describe("`sha256:` and 64 hexadecimal digits, of the whole file."),
        size: z.int().describe("Size in bytes."),
        target: Target,
        arch: Architecture,
        devices: z.array(Device).describe("The devices its manifest declares, in the manifest's order."),
        abi: Abi.optional(),
        recipe: Recipe.optional(),
    })
    .meta({ id: "index:Artifact" })
    .describe("A built unikernel. The file itself is in the store, found by its digest.");
export type Artifact = z.output<typeof Artifact>;
