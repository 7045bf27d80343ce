import type { StoreLayout } from "../../artifact/layout";
import type { InstanceInputs } from "../inputs";
import { removeFolder } from "../local/claim";
import { instanceFolder } from "../local/folder";
import { ownerOf } from "../local/owner";
import { readRecord } from "../local/records";
import { stop } from "../local/stop";
import { tapDevices, type Identity } from "../machine";
import { removeTaps } from "../network/taps";

/**
 * Ends an instance and removes what was made for it. What has its name but is not it is left alone; that nothing of it
 * is left is fine.
 */
export async function tearDown(
    layout: StoreLayout,
    { name, unit }: Pick<Identity, "name" | "unit">,
    graceSeconds: number,
): Promise<void> {
    const folder = instanceFolder(layout, name);
    const owner = await ownerOf(folder);
    if (owner?.unit !== unit) return;
    await stop(folder, unit, graceSeconds);
    const inputs = await readRecord(folder.specification, (text) => JSON.parse(text) as InstanceInputs);
    if (inputs) await removeTaps(tapDevices(inputs, { ...owner, name }), unit);
    await removeFolder(layout, folder);
}
