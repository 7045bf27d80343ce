import { readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Configured } from "./configure";
import { runStage, type Session } from "./session";

/** Whatever is found afterwards was made by this build. */
const emptyOutputFolder = async (folder: string): Promise<void> => {
    const names = (await readdir(folder)).filter((name) => name !== "dune");
    await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
};

const isFile = async (path: string): Promise<boolean> =>
    (await stat(path).catch(() => undefined))?.isFile() ?? false;

const nothingBuilt = async (configured: Configured, name: string): Promise<string> => {
    const dune = await readFile(join(dirname(configured.outputFolder), "dune"), "utf8").catch(() => "");
    const said = `\`make build\` said that the unikernel is ready, but there is no ${name}: nothing was built.`;
    return dune.includes("dune.build")
        ? `${said} The rules in the source's own \`dune\` files may leave it out.`
        : `${said} Something configured or described the unikernel in the build's folder meanwhile. Build again.`;
};

/** Builds, and answers the file it made. */
export const compile = async (session: Session, configured: Configured): Promise<string> => {
    const { request } = session;
    const folder = dirname(configured.output);
    await emptyOutputFolder(folder);
    const result = await runStage(session, "build", ["make", "build"]);
    if (await isFile(configured.output)) return configured.output;
    const name = configured.output.slice(request.workspace.length + 1);
    return request.fail("build", await nothingBuilt(configured, name), result);
};
