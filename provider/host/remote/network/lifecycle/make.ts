import type { Call } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import type { NetworkInputs, NetworkOutputs } from "../../../network";
import { withoutAccess } from "../../../where";
import { warnOfDrops } from "../../firewall";
import { machineOf } from "../../machines";
import { planOf, type NetworkIdentity } from "../plan";
import { leftover } from "../../refusals";
import { networkAnswers } from "../refusals";
import { routerNotes } from "../../routers";
import { adoptScript } from "../scripts/adopt";
import { makeScript } from "../scripts/make";
import { networkSight } from "../sight";
import { networkOutputs } from "./outputs";
import { removeFrom } from "./remove";

/** Makes a network what it is to be; only looks at one that is adopted. */
export async function make(
    call: Call<Settings>,
    inputs: NetworkInputs,
    identity: NetworkIdentity,
): Promise<NetworkOutputs> {
    const { bridge } = identity;
    const host = machineOf(call, inputs.host);
    const script = scriptFor(inputs, identity);
    const run = (): Promise<string> => host.connection.run(script, { signal: call.signal });
    call.progress.status(`${inputs.adopt ? "looking at" : "making"} ${bridge} on ${host.name}`);
    const first = await run();
    const unit = leftover(first, identity.urn);
    if (unit !== undefined) await removeFrom(host, { ...identity, unit }, call.signal);
    const answers = networkAnswers(host, bridge, unit === undefined ? first : await run());
    warnOfDrops(call.progress, host, answers);
    for (const note of routerNotes(host.name, answers)) call.progress.note(note);
    return networkOutputs(inputs, identity, networkSight(bridge, answers));
}

const scriptFor = (inputs: NetworkInputs, identity: NetworkIdentity) =>
    inputs.adopt
        ? adoptScript(identity.bridge)
        : makeScript(planOf(inputs, identity), JSON.stringify(withoutAccess(inputs)));
