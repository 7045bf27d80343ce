import { posix } from "node:path";

/** Where `mirage configure` put things. Paths are relative to the workspace. */
export interface Layout {
    /** The name of the generated package: `hello-spt`, or what `-o` said. */
    readonly packageName: string;
    readonly opamFile: string;
    readonly lockFile: string;
    /** `dist/`, which a build empties into. */
    readonly outputFolder: string;
}

const variable = (makefile: string, name: string): string | undefined =>
    new RegExp(`^${name}[ \\t]*=[ \\t]*(\\S+)`, "m").exec(makefile)?.[1];

const hasTarget = (makefile: string, name: string): boolean => new RegExp(`^${name}::?`, "m").test(makefile);

/** Reads what mirage ≥ 4.2 generates. Answers nothing for the Makefile of another mirage. */
export const readLayout = (makefile: string): Layout | undefined => {
    const packageName = variable(makefile, "UNIKERNEL_NAME");
    const mirageFolder = variable(makefile, "MIRAGE_DIR");
    const buildFolder = variable(makefile, "BUILD_DIR");
    if (packageName === undefined || mirageFolder === undefined || buildFolder === undefined)
        return undefined;
    if (!["lock", "install-switch", "pull", "build"].every((name) => hasTarget(makefile, name)))
        return undefined;
    const opamFile = posix.join(mirageFolder, `${packageName}.opam`);
    return {
        packageName,
        opamFile,
        lockFile: `${opamFile}.locked`,
        outputFolder: posix.join(buildFolder, "dist"),
    };
};

/** Made besides the unikernel for a hypervisor's own tools. */
const isSideFile = (name: string): boolean => /\.(xl|xl\.in|xml)$/.test(name);

/** The file a build makes, from the rules in `dist/dune`: the one place that knows its name whatever `-o` said. */
export const readOutputName = (distDune: string): string | undefined =>
    [...distDune.matchAll(/\(target\s+([^\s()]+)\s*\)/g)]
        .map(([, name]) => name)
        .find((name) => name !== undefined && !isSideFile(name));
