import { join } from "node:path";
import type { Architecture } from "../../artifact/artifact";
import { findExecutable } from "../../process/executable";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";

/** The tender that goes into an appliance: that of the configuration, or this machine's own. */
export async function findTender(
    { settings }: Call<Settings>,
    target: "spt" | "hvt",
    arch: Architecture,
): Promise<string> {
    const path = await locateTender({ settings }, target, arch);
    if (path !== undefined) return path;
    const name = `solo5-${target}`;
    const folder = settings.appliance?.tenders;
    const where =
        folder === undefined
            ? `${name} is not installed, or not on PATH. Install it with \`opam install solo5\`, with the opam switch's bin folder on PATH, or name a folder of tenders`
            : `There is no ${join(folder, arch, name)}. Put the tender there, or name another folder`;
    throw new UserError(
        `An appliance runs an image of target ${target} with the tender ${name} for ${arch}. ${where} with ` +
            "`pulumi config set --path unikernel:appliance.tenders FOLDER`.",
        { property: "image" },
    );
}

export function locateTender(
    { settings }: Pick<Call<Settings>, "settings">,
    target: "spt" | "hvt",
    arch: Architecture,
): Promise<string | undefined> {
    const name = `solo5-${target}`;
    const folder = settings.appliance?.tenders;
    const wanted = folder === undefined ? name : join(folder, arch, name);
    return findExecutable(wanted, { searchPath: process.env.PATH, cwd: process.cwd() });
}
