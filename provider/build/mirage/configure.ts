import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { configureArgv } from "./configure-argv";
import { foreignFileMessage, buildFilesAtRoot, isForeign } from "./foreign-files";
import { readLayout, readOutputName, type Layout } from "./layout";
import { runStage, type Session } from "./session";

export interface Configured extends Layout {
    /** The contents of the generated .opam file. */
    readonly opam: string;
    /** Absolute path of the file the build is to make. */
    readonly output: string;
}

const readIfThere = async (path: string): Promise<string | undefined> => {
    try {
        return await readFile(path, "utf8");
    } catch {
        return undefined;
    }
};

const refuseForeignFiles = async ({ request }: Session): Promise<void> => {
    for (const name of buildFilesAtRoot) {
        const contents = await readIfThere(join(request.workspace, name));
        if (contents !== undefined && isForeign(name, contents)) {
            request.fail("configure", foreignFileMessage(name));
        }
    }
};

/**
 * Configures, always: it takes a tenth of a second, config.ml may look at anything, and one that failed has left a
 * `dune` behind with which nothing is built. What it generates is the same for the same input, so that nothing is
 * compiled again for it.
 */
export const configure = async (session: Session): Promise<Configured> => {
    const { request, versions } = session;
    const inWorkspace = (path: string): string => join(request.workspace, path);
    await refuseForeignFiles(session);
    // A config.ml that registers nothing makes configure end well without writing one.
    await rm(inWorkspace("Makefile"), { force: true });
    const result = await runStage(session, "configure", configureArgv(request.target, request.options));
    const makefile = await readIfThere(inWorkspace("Makefile"));
    if (makefile === undefined) {
        const registers = "`mirage configure` wrote no Makefile: config.ml does not call `register`.";
        return request.fail("configure", registers, result);
    }
    const layout = readLayout(makefile);
    const opam = layout && (await readIfThere(inWorkspace(layout.opamFile)));
    const distDune = layout && (await readIfThere(inWorkspace(join(layout.outputFolder, "dune"))));
    const outputName = distDune === undefined ? undefined : readOutputName(distDune);
    if (layout === undefined || opam === undefined || outputName === undefined) {
        const unknown =
            `mirage ${versions.mirage ?? ""} generates files this provider does not know; it needs mirage 4.2 or later. ` +
            "Run `opam update; opam install 'mirage>=4.11'`.";
        return request.fail("configure", unknown, result);
    }
    return { ...layout, opam, output: inWorkspace(join(layout.outputFolder, outputName)) };
};
