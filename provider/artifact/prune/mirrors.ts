import { join } from "node:path";
import type { StoreLayout } from "../layout";
import { mirrorLock } from "../lock-names";
import type { StoreEntry } from "./entry";
import { namesIn } from "./measure";
import { touchedFolder } from "./touched-folder";

/** The mirrors of git sources. */
export async function mirrorEntries(
    layout: StoreLayout,
    signal: AbortSignal | undefined,
): Promise<StoreEntry[]> {
    const names = (await namesIn(layout.git)).filter((name) => name.endsWith(".git"));
    return Promise.all(
        names.map((name) => {
            const lock = mirrorLock(name.slice(0, -".git".length));
            return touchedFolder(layout, { path: join(layout.git, name), lock }, signal);
        }),
    );
}
