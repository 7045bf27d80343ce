import { afterEach } from "@jest/globals";
import type { InstanceInputs } from "../../provider/host/inputs";
import type { InstanceState } from "../unit/host/lifecycle/states";
import type { LabWorld } from "./world";

/** Makes instances that are removed after the test, whatever has become of them. */
export function instancesOn(
    host: () => LabWorld,
): (name: string, inputs: InstanceInputs) => Promise<InstanceState> {
    let made: InstanceState[] = [];
    afterEach(async () => {
        for (const state of made) await host().destroy(state);
        made = [];
    });
    return async (name, inputs) => {
        const state = await host().create(name, inputs);
        made.push(state);
        return state;
    };
}
