import type { Call } from "../../../../protocol/resource";
import type { Settings } from "../../../../settings";
import { newUnit } from "../../../local/owner";
import type { VolumeInputs, VolumeOutputs } from "../../../volume";
import { volumeHost } from "../hosts";
import { pathOf } from "../plan";
import { make } from "./make";
import { idAt } from "../../lifecycle/names";
import { removeFrom } from "./remove";

/** One that could not be made leaves nothing, unless it was whole already. */
export async function create(
    call: Call<Settings>,
    inputs: VolumeInputs,
): Promise<{ readonly id: string; readonly outputs: VolumeOutputs }> {
    const { host, name = call.name } = inputs;
    const identity = { name, urn: call.urn, unit: newUnit() };
    try {
        return { id: idAt(host, name), outputs: await make(call, inputs, identity) };
    } catch (error) {
        const where = volumeHost(call, host);
        const request = { ...identity, path: pathOf(inputs, name, where), onlyUnfinished: true };
        // The call may have been given up; what was begun is cleared away all the same.
        await removeFrom(where, request, new AbortController().signal).catch(() => undefined);
        throw error;
    }
}
