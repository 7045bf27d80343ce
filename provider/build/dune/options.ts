import { z } from "zod";

export const DuneOptions = z
    .strictObject({
        executable: z
            .string()
            .min(1)
            .optional()
            .describe(
                "The executable to build, `/`-separated and relative to the source, with or without `.exe`. " +
                    "Default: the only one that the dune files declare. Example: `bin/main.exe`.",
            ),
        profile: z
            .string()
            .regex(/^[\w-]+$/, "must be a profile's name: letters, digits, `_` and `-`")
            .default("release")
            .describe("The dune profile. Default: `release`."),
        cross: z
            .string()
            .regex(/^[\w.-]+$/, "must be a toolchain's name, as `ocamlfind -toolchain` takes it")
            .optional()
            .describe(
                "The findlib toolchain of a cross compiler, as `dune build -x` takes it. Required when `arch` is not " +
                    "this machine's. Example: `aarch64-linux`.",
            ),
    })
    .meta({ id: "index:DuneOptions" })
    .describe("How an OCaml program is built with dune.");
export type DuneOptions = z.output<typeof DuneOptions>;
