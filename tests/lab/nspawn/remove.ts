import { rm } from "node:fs/promises";
import { join } from "node:path";
import { work } from "../../../tools/setup/paths.mjs";
import { cgroupsOf, removeCgroups } from "./cgroups";
import { disconnect } from "./link";

export const live = join(work, "lab", "nspawn", "live");

/** Pulls the lab's plug, and leaves nothing of it. */
export async function remove(lab: string, folder: string): Promise<void> {
    await disconnect(lab);
    await removeCgroups(await cgroupsOf(lab));
    await rm(folder, { recursive: true, force: true });
}
