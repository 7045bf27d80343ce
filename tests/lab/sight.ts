import { hostOf } from "../../provider/host/remote/hosts";
import { lookScript } from "../../provider/host/remote/scripts/look";
import { sightsIn, type Sight } from "../../provider/host/remote/sight";
import type { InstanceState } from "../unit/host/lifecycle/states";
import type { LabWorld } from "./world";

/** What a look at the host shows of an instance, of which its outputs are made. */
export async function sightOf(host: LabWorld, { inputs }: InstanceState): Promise<Sight | undefined> {
    const { connection } = hostOf(host, host.ssh);
    const output = await connection.run(lookScript, { signal: new AbortController().signal });
    return sightsIn(output).find(({ name }) => name === inputs.name);
}
