import { z } from "zod";

const Repository = z
    .strictObject({
        name: z
            .string()
            .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "a repository's name is letters, digits, `.`, `_` and `-`")
            .describe("The name opam knows it by: `opam-overlays`."),
        url: z
            .string()
            .regex(/^[^\s,]+$/, "a repository's URL has no spaces and no commas")
            .describe("Where it is: `https://github.com/dune-universe/opam-overlays.git`, or `file:///…`."),
    })
    .meta({ id: "index:OpamRepository" })
    .describe("An opam repository, looked at besides the switch's own when dependencies are solved.");

/** What `mirage configure` and opam are told. */
export const MirageOptions = z
    .strictObject({
        keys: z
            .record(z.string(), z.union([z.string(), z.boolean(), z.number(), z.array(z.string())]))
            .default({})
            .describe(
                'Configuration keys of config.ml: `{ hello: "Hi" }` is `--hello=Hi`. `true` gives the bare option, ' +
                    '`false` leaves it out, a list repeats it. For a key that takes a boolean value write "true" or ' +
                    '"false". Default: none. Example: `{ hello: "Hi", port: 8080, "no-dhcp": true }`.',
            ),
        args: z
            .array(z.string())
            .default([])
            .describe(
                "More arguments of `mirage configure`, as they stand, after those of `keys`. Default: none. " +
                    'Example: `["-o", "web"]`.',
            ),
        extraRepos: z
            .union([z.array(Repository).min(1), z.literal(false)])
            .optional()
            .describe(
                "Opam repositories to overlay while dependencies are solved; `false` for none. Default: those of the " +
                    "installed mirage, which hold ports of packages that do not build with dune.",
            ),
        depext: z
            .boolean()
            .default(false)
            .describe(
                "Whether a build may install system packages its dependencies ask for, with the machine's package " +
                    "manager. Default: false, the build says what is missing instead.",
            ),
        switch: z
            .string()
            .min(1)
            .optional()
            .describe(
                "The opam switch that holds mirage and the OCaml compiler: a name, or the folder of a local switch. " +
                    "Default: the tools on PATH. Example: `5.3.0`.",
            ),
        opamRoot: z
            .string()
            .min(1)
            .optional()
            .describe("The folder opam keeps its switches in. Default: opam's own, `~/.opam` or `OPAMROOT`."),
    })
    .meta({ id: "index:MirageOptions" })
    .describe("How a MirageOS unikernel is configured and with which OCaml tools it is built.");

export type MirageOptions = z.output<typeof MirageOptions>;
