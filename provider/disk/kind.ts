import { z } from "zod";

export const DiskKind = z
    .enum(["native", "appliance"])
    .meta({ id: "index:DiskKind" })
    .describe(
        "What a disk starts: `native` is the unikernel itself, by BIOS and multiboot; `appliance` is a small Linux, by BIOS or " +
            "UEFI, that gives the machine's network card to the unikernel and runs it.",
    );
export type DiskKind = z.output<typeof DiskKind>;
