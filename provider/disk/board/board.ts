import { z } from "zod";

export const Board = z
    .enum(["rpi4"])
    .meta({ id: "index:Board" })
    .describe(
        "A board that starts a kernel of its own from an SD card: `rpi4` is the Raspberry Pi 4. Experimental: tried as far as QEMU " +
            "knows such boards.",
    );
export type Board = z.output<typeof Board>;
