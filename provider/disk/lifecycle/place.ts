import { join, resolve } from "node:path";
import { storeLayout } from "../../artifact/layout";
import type { Settings } from "../../settings";
import type { DiskInputs } from "../disk";

/** Where a disk's file is: in the store under the resource's ID, or where the user wants it. */
export function placeOf({ store }: Settings, id: string, { path, format }: DiskInputs): string {
    return path === undefined ? join(storeLayout(store).disks, `${id}.${format}`) : resolve(path);
}
