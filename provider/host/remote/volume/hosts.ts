import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import { connectLocal, type Connection } from "../../connection";
import type { VolumeInputs } from "../../volume";
import { hostOf } from "../hosts";
import { volumeRoot, type VolumeRoot } from "./place";

/** The machine a volume is on. The same scripts are run there, whichever it is. */
export interface VolumeHost extends VolumeRoot {
    /** As it is called in messages. */
    readonly name: string;
    readonly connection: Connection;
}

export function volumeHost(call: Pick<Call<Settings>, "settings">, host: VolumeInputs["host"]): VolumeHost {
    const connection = host?.ssh ? hostOf(call, host.ssh).connection : connectLocal();
    const name = host?.ssh?.host ?? connection.name;
    return { ...volumeRoot(call, host), name, connection };
}
