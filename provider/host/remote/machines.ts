import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { connectLocal, type Connection } from "../connection";
import type { InstanceInputs } from "../inputs";
import { hostOf } from "./hosts";

/** The machine that something is on. The same scripts are run there, whichever it is. */
export interface Machine {
    /** As it is called in messages. */
    readonly name: string;
    readonly connection: Connection;
}

export const thisMachine = connectLocal().name;

export function machineOf(call: Pick<Call<Settings>, "settings">, host: InstanceInputs["host"]): Machine {
    if (host?.ssh) return hostOf(call, host.ssh);
    return { name: thisMachine, connection: connectLocal() };
}
