import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ownerState, ownMark } from "../../../provider/process/owner";
import { work } from "../../../tools/setup/paths.mjs";
import { cgroupsOf, removeCgroups } from "./cgroups";
import { disconnect } from "./link";

/** A folder for each lab that runs: `LAB,OWNER`. */
export const live = join(work, "lab", "nspawn", "live");

export async function claim(lab: string): Promise<string> {
    const folder = join(live, `${lab},${await ownMark()}`);
    await mkdir(folder, { recursive: true });
    return folder;
}

/** Removes all that is left of labs whose processes have ended without. */
export async function removeAbandoned(): Promise<void> {
    for (const name of await readdir(live).catch(() => [])) {
        const [lab = "", owner = ""] = name.split(",");
        if ((await ownerState(owner)) === "dead") await remove(lab, join(live, name));
    }
}

/** Pulls the lab's plug, and leaves nothing of it. */
export async function remove(lab: string, folder: string): Promise<void> {
    await disconnect(lab);
    await removeCgroups(await cgroupsOf(lab));
    await rm(folder, { recursive: true, force: true });
}
