import type { StoreLayout } from "../../artifact/layout";
import { removeFolder } from "../local/claim";
import { instanceFolder } from "../local/folder";
import { ownerOf, type Owner } from "../local/owner";
import { stop } from "../local/stop";

/**
 * Ends an instance and removes what was made for it. What has its name but is not it is left alone; that nothing of it
 * is left is fine.
 */
export async function tearDown(
    layout: StoreLayout,
    { name, unit }: Pick<Owner, "unit"> & { readonly name: string },
    graceSeconds: number,
): Promise<void> {
    const folder = instanceFolder(layout, name);
    const owner = await ownerOf(folder);
    if (owner?.unit !== unit) return;
    await stop(folder, unit, graceSeconds);
    await removeFolder(layout, folder);
}
