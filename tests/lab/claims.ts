import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ownerState, ownMark } from "../../provider/process/owner";

/* A folder for each lab that runs: `LAB,OWNER`. */

export async function claim(live: string, lab: string): Promise<string> {
    const folder = join(live, `${lab},${await ownMark()}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
}

/** Removes all that is left of labs whose processes have ended without. */
export async function removeAbandoned(
    live: string,
    remove: (lab: string, folder: string) => Promise<void>,
): Promise<void> {
    for (const name of await readdir(live).catch(() => [])) {
        const [lab = "", owner = ""] = name.split(",");
        if ((await ownerState(owner)) === "dead") await remove(lab, join(live, name));
    }
}
