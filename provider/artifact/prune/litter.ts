import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ownerState } from "../../process/owner";
import { writerOf } from "../atomic";
import type { StoreLayout } from "../layout";
import { clearStaging } from "../staging";
import { namesIn } from "./measure";

/** Removes what processes of this machine were in the middle of when they died. */
export async function clearLitter(layout: StoreLayout): Promise<void> {
    await clearStaging(layout);
    await clearOwned(layout.locks, (name) => name.split("~")[2]);
    for (const folder of [layout.builds, ...(await foldersIn(layout.index))]) {
        await clearOwned(folder, writerOf);
    }
}

async function clearOwned(folder: string, ownerOf: (name: string) => string | undefined): Promise<void> {
    for (const name of await namesIn(folder)) {
        const owner = ownerOf(name);
        if (owner !== undefined && (await ownerState(owner)) === "dead") {
            await rm(join(folder, name), { force: true });
        }
    }
}

async function foldersIn(path: string): Promise<string[]> {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(path, name));
}
