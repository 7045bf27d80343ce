import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { ownMark, type OwnerMark } from "../process/owner";
import { makeFolder } from "./folder";
import type { StoreLayout } from "./layout";

/**
 * A new path in the staging folder, which exists afterwards. What is made there belongs to this process: when it dies
 * before it has moved or removed it, a later one clears it away.
 */
export async function stagingPath(layout: StoreLayout): Promise<string> {
    await makeFolder(layout.staging);
    return join(layout.staging, `${randomBytes(6).toString("hex")}~${await ownMark()}`);
}

/** The mark of the process that something in the staging folder belongs to. */
export function ownerOfStaged(name: string): OwnerMark {
    return name.slice(name.indexOf("~") + 1);
}
