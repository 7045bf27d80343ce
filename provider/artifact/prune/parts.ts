import { join } from "node:path";
import type { StoreLayout } from "../layout";
import { partsLock } from "../lock-names";
import type { StoreEntry } from "./entry";
import { namesIn } from "./measure";
import { touchedFolder } from "./touched-folder";

/** The parts of disks. They are made again when they go while somebody reads them. */
export async function partsEntries(
    layout: StoreLayout,
    signal: AbortSignal | undefined,
): Promise<StoreEntry[]> {
    const keys = await namesIn(layout.parts);
    return Promise.all(
        keys.map((key) =>
            touchedFolder(layout, { path: join(layout.parts, key), lock: partsLock(key) }, signal),
        ),
    );
}
