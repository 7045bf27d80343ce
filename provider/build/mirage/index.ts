import type { Toolchain } from "../toolchain";
import { checkOptions } from "./check";
import type { MirageOptions } from "./options";
import { stateFile } from "./state";
import { mirageTargets } from "./targets";

/** MirageOS 4: OCaml unikernels for Solo5's targets, Xen, Unikraft and Unix. */
export const mirage: Toolchain<MirageOptions> = {
    name: "mirage",
    detects: (entries) => entries.has("config.ml"),
    defaultTarget: "unix",
    targets: mirageTargets,
    // Not the Makefile and dune files it generates: one of the user's own is to be seen, and refused.
    outputs: [
        "/_build/",
        "/dist/",
        "/duniverse/",
        "/mirage/",
        "/dune.build",
        "/dune.config",
        `/${stateFile}`,
    ],
    check: checkOptions,
    build: async (request) => (await import("./build")).build(request),
};
