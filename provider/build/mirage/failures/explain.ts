import { buildRows } from "./build";
import { configureRows } from "./configure";
import { dependencyRows } from "./dependencies";
import type { Row } from "./row";

export interface FailureContext {
    readonly stage: string;
    readonly exitCode: number;
    /** The OCaml version the lock was solved for, and the one that is installed. */
    readonly lockedOcaml?: string;
    readonly installedOcaml?: string;
}

/** Every stage is a make, and configure runs dune. */
const rowsOf = (stage: string): readonly Row[] => {
    if (stage === "configure") return [...configureRows, ...buildRows];
    if (stage === "build") return buildRows;
    return [...dependencyRows, ...buildRows];
};

/** Another compiler than the lock's is no failure by itself, but the likely cause of one. */
const ocamlHint = ({ lockedOcaml, installedOcaml }: FailureContext): string =>
    lockedOcaml === undefined || installedOcaml === undefined || lockedOcaml === installedOcaml
        ? ""
        : ` The lock was solved for OCaml ${lockedOcaml}, and ${installedOcaml} is installed: use that version, or \`relock\`.`;

/** What a failed stage means to the user, from what its tools said. */
export const explainFailure = (output: string, context: FailureContext): string => {
    for (const { pattern, explain } of rowsOf(context.stage)) {
        const match = pattern.exec(output);
        if (match !== null) return explain(match) + ocamlHint(context);
    }
    return `ended with exit code ${context.exitCode}.${ocamlHint(context)}`;
};
