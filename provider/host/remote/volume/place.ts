import { storeLayout } from "../../../artifact/layout";
import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { VolumeInputs } from "../../volume";
import { hostRoot } from "../place";

/** Where volumes are kept on a machine, and how its instances are known to use them. */
export interface VolumeRoot {
    /** The folder above `volumes` and `instances`. */
    readonly root: string;
    /** The record of an instance that holds its inputs. */
    readonly instanceRecord: string;
    /** Whether instances run as users of their own, who need a way through the folders. */
    readonly isShared: boolean;
}

/** On this machine they are in the store, of whoever runs `pulumi`, as its instances are. */
export function volumeRoot(
    { settings }: Pick<Call<Settings>, "settings">,
    host: VolumeInputs["host"],
): VolumeRoot {
    if (host?.ssh) return { root: hostRoot, instanceRecord: "inputs", isShared: true };
    return { root: storeLayout(settings.store).root, instanceRecord: "spec.json", isShared: false };
}

/** Its records, and the file that holds it where it is one. */
export function volumeFolder({ root }: Pick<VolumeRoot, "root">, name: string): string {
    return `${root}/volumes/${name}`;
}
