import { expect } from "@jest/globals";
import type { InstanceState } from "../unit/host/lifecycle/states";
import type { LabWorld } from "./world";

export async function refreshed(host: LabWorld, state: InstanceState): Promise<InstanceState> {
    const found = await host.refresh(state);
    if (found === undefined) throw new Error(`${state.id} is gone`);
    return found;
}

/** What a refresh finds of it; and that the next `up` makes it again what it was. */
export async function repaired(host: LabWorld, state: InstanceState): Promise<InstanceState["outputs"]> {
    const found = await refreshed(host, state);
    expect(host.drift(found)).not.toEqual({});
    await host.update(found);
    const after = await refreshed(host, found);
    expect(after.outputs).toEqual({ ...state.outputs, bootSeconds: expect.any(Number) });
    return found.outputs;
}
