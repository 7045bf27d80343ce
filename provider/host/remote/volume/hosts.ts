import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import type { VolumeInputs } from "../../volume";
import { machineOf, type Machine } from "../machines";
import { volumeRoot, type VolumeRoot } from "./place";

export interface VolumeHost extends VolumeRoot, Machine {}

export function volumeHost(call: Pick<Call<Settings>, "settings">, host: VolumeInputs["host"]): VolumeHost {
    const { name, connection } = machineOf(call, host);
    return { ...volumeRoot(call, host), name, connection };
}
