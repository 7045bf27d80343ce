import type { Call } from "../../../protocol/resource";
import type { Settings } from "../../../settings";
import { connectLocal, type Connection } from "../../connection";
import type { NetworkInputs } from "../../network";
import { hostOf } from "../hosts";

/** The machine a network is on. The same scripts are run there, whichever it is. */
export interface NetworkHost {
    readonly name: string;
    readonly connection: Connection;
}

/** As it is called in messages. */
export const thisMachine = connectLocal().name;

export function networkHost(
    call: Pick<Call<Settings>, "settings">,
    host: NetworkInputs["host"],
): NetworkHost {
    if (host?.ssh) return hostOf(call, host.ssh);
    return { name: thisMachine, connection: connectLocal() };
}
