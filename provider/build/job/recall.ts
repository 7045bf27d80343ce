import { readBuild, type BuildRecord } from "../../artifact/builds";
import { findArtifact } from "../../artifact/find";
import { storeLayout } from "../../artifact/layout";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";

/** What a build with this key made, if it ran on this machine and the store still has it. */
export async function recall(
    { settings, signal, progress }: Call<Settings>,
    key: string,
): Promise<BuildRecord | undefined> {
    const layout = storeLayout(settings.store);
    const record = await readBuild(layout, key);
    if (record === undefined) return undefined;
    const onDamaged = (message: string): void => {
        progress.note(`${message} It is built again.`, "warning");
    };
    const path = await findArtifact(layout, record.artifact.digest, { signal, onDamaged });
    return path === undefined ? undefined : record;
}
