import { z } from "zod";
import type { DiskImage } from "../disk-image";
import { qcow2 } from "./qcow2";
import { vmdk } from "./vmdk";

export const DiskFormat = z
    .enum(["raw", "qcow2", "vmdk", "iso"])
    .meta({ id: "index:DiskFormat" })
    .describe(
        "How a disk is in its file: `raw` as it is, with holes where it is empty; `qcow2` for QEMU and libvirt; `vmdk` for " +
            "VMware's products and VirtualBox; `iso` as a CD, which boots from a USB stick or a disk as well.",
    );
export type DiskFormat = z.output<typeof DiskFormat>;

/** The file that a disk is in this format: what has holes is a disk image again. A CD was made as one. */
export function inFormat(disk: DiskImage, format: DiskFormat): DiskImage {
    if (format === "qcow2") return qcow2(disk);
    return format === "vmdk" ? vmdk(disk) : disk;
}
