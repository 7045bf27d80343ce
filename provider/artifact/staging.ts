import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ownerState, ownMark } from "../process/owner";
import { makeFolder } from "./folder";
import type { StoreLayout } from "./layout";
import { removeTree } from "./remove-tree";

/**
 * A new path in the staging folder, which exists afterwards. What is made there belongs to this process: when it dies
 * before it has moved or removed it, a later one clears it away.
 */
export async function stagingPath(layout: StoreLayout): Promise<string> {
    await makeFolder(layout.staging);
    return join(layout.staging, `${randomBytes(6).toString("hex")}~${await ownMark()}`);
}

/** Removes what processes of this machine left in staging when they died. What resists is left to the next attempt. */
export async function clearStaging(layout: StoreLayout): Promise<void> {
    for (const name of await readdir(layout.staging).catch(() => [])) {
        const mark = name.slice(name.indexOf("~") + 1);
        if ((await ownerState(mark)) === "dead") {
            await removeTree(join(layout.staging, name)).catch(() => undefined);
        }
    }
}
