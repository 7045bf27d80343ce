import { installCommand, tools, type PackageManager, type Tool } from "../tools";

const named = (name: string): Tool => {
    const tool = tools.find((each) => each.name === name);
    if (tool === undefined) throw new Error(`no tool ${name}`);
    return tool;
};

/** What every build runs. */
export const requiredTools: readonly Tool[] = [
    ...["make", "opam", "ocaml", "ocamlfind", "dune", "mirage"].map(named),
    // opam finds its plugins where PATH does not lead.
    { ...named("opam-monorepo"), versionArgv: ["opam", "monorepo", "--version"] },
];

/** Installed by the build itself where a target needs it. Of its programs this one tells its version. */
export const solo5Tool: Tool = { ...named("solo5-spt"), name: "solo5" };

/** opam's package first: from elsewhere it may not go with the others. */
export const waysToInstall = ({ packages }: Tool): string => {
    const offers = Object.entries(packages) as [PackageManager, string][];
    const ofOpam = offers.filter(([manager]) => manager === "opam");
    return (ofOpam.length > 0 ? ofOpam : offers)
        .map(([manager, name]) => installCommand(manager, name))
        .join(" | ");
};
