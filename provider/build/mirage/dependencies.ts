import { createHash } from "node:crypto";
import { opamFields } from "./opam-file";

/** What of a generated .opam file a solution depends on: packages, pins and repositories, and no argument or path. */
const solved = [
    "available",
    "conflicts",
    "depends",
    "depopts",
    "pin-depends",
    "x-mirage-extra-repo",
    "x-opam-monorepo-global-opam-vars",
    "x-opam-monorepo-opam-provided",
    "x-opam-monorepo-opam-repositories",
] as const;

/** Equal for two .opam files exactly when a lock solved for the one is a lock for the other. */
export const dependenciesDigest = (opam: string): string => {
    const fields = opamFields(opam);
    const relevant = solved.map((name) => [name, fields.get(name)?.map(({ kind, text }) => [kind, text])]);
    return createHash("sha256").update(JSON.stringify(relevant)).digest("hex");
};
