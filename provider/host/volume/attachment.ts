import { z } from "zod";

const volumeFormats = ["raw", "qcow2"] as const;

export const VolumeFormat = z
    .enum(volumeFormats)
    .meta({ id: "host:VolumeFormat" })
    .describe(
        "How a volume's bytes lie in its file: as they are, or as QEMU's qcow2, which only QEMU reads.",
    );
export type VolumeFormat = z.output<typeof VolumeFormat>;

export const SecretVolume = z
    .strictObject({
        content: z
            .string()
            .optional()
            .describe("What it holds, as text.")
            .meta({ pulumi: { secret: true } }),
        base64: z
            .string()
            .optional()
            .describe("What it holds, as base64: for what is not text.")
            .meta({ pulumi: { secret: true } }),
    })
    .meta({ id: "host:SecretVolume" })
    .describe("What a volume of one instance holds that nobody else may see: one of `content` and `base64`.");
export type SecretVolume = z.output<typeof SecretVolume>;

export const VolumeAttachment = z
    .strictObject({
        path: z
            .string()
            .optional()
            .describe("A file or block device. A relative path is relative to the Pulumi project."),
        secret: SecretVolume.optional().describe(
            "Instead of a `path`: a device of this instance alone that holds a secret, filled up with zeros to whole sectors. " +
                "It is made with the instance, in a file that only the instance may read, and deleted with it. At most 64 KiB.",
        ),
        format: VolumeFormat.optional().describe(
            "How the volume's bytes lie in the file. `qcow2` is for QEMU and libvirt only. Default: raw.",
        ),
        host: z
            .string()
            .optional()
            .describe(
                "The host that it is on, as `host.ssh.host` says, or `local`: an instance on another is refused. " +
                    "Default: that of the instance.",
            ),
        readOnly: z
            .boolean()
            .optional()
            .describe("Refuse writes. QEMU, libvirt and Xen only. Default: false."),
        sectorSize: z
            .int()
            .optional()
            .describe(
                "The sector size in bytes that the unikernel sees: a power of two, at least 512. Default: 512.",
            ),
    })
    .meta({ id: "host:VolumeAttachment" })
    .describe(
        "What one block device of the unikernel is attached to: the `ref` of a `Volume`, or a file that is there.",
    );
export type VolumeAttachment = z.output<typeof VolumeAttachment>;
