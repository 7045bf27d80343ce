import type { Call, State } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import { isAllowedName } from "../../../name";
import { VolumeInputs, type VolumeOutputs } from "../../../volume";
import { orForget } from "../../gone";
import { volumeHost } from "../hosts";
import { planOf } from "../plan";
import { volumeAnswers } from "../refusals";
import { lookScript } from "../scripts/look";
import { volumeSight } from "../sight";
import { machineIn, nameIn } from "../../lifecycle/names";
import { volumeOutputs } from "./outputs";

type Known = State<VolumeInputs, VolumeOutputs>;

interface Request {
    readonly id: string;
    readonly state?: Known;
}

export function read(call: Call<Settings>, { id, state }: Request): Promise<Known | undefined> {
    return readFrom(call, state ? state.inputs.host : machineIn(id), { id, state });
}

/** Nothing when the host has no such volume, or another has its name. One whose file is gone is still on record. */
export async function readFrom(
    call: Call<Settings>,
    host: VolumeInputs["host"],
    { id, state }: Request,
): Promise<Known | undefined> {
    const name = nameIn(id);
    if (!isAllowedName(name)) return undefined;
    const where = volumeHost(call, host);
    const output = await orForget(call, where, () =>
        where.connection.run(lookScript(where, name), { signal: call.signal }),
    );
    const sight = volumeSight(volumeAnswers(where, name, output));
    if (sight === undefined || (state && state.outputs.unit !== sight.owner.unit)) return undefined;
    const inputs = state?.inputs ?? VolumeInputs.parse(JSON.parse(sight.inputs));
    const plan = planOf(inputs, { ...sight.owner, name }, where);
    return { id, inputs, outputs: volumeOutputs(inputs, plan, sight) };
}
