import { z } from "zod";

export const DiskKind = z
    .enum(["native", "appliance"])
    .meta({ id: "index:DiskKind" })
    .describe(
        "What a disk starts: `native` is the unikernel itself, by BIOS and multiboot; `appliance` is a small Linux, by BIOS or " +
            "UEFI, that gives the machine's network card to the unikernel and runs it.",
    );
export type DiskKind = z.output<typeof DiskKind>;

/** Shared by all resources that make a disk. */
export const ApplianceIdentity = z
    .string()
    .describe(
        "Of an appliance: its Linux and its tender, as `linux:6.1.192-2:3f9a8c21d0 solo5-spt:v0.9.1`. Default: those that " +
            "the provider's packages, or the configuration's, are now, so that a new kernel is a change. Name it in " +
            "`ignoreChanges` to keep what there is.",
    );
