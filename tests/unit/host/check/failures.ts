import type { InstanceInputs } from "../../../../provider/host/inputs";
import { check } from "../../../../provider/host/lifecycle/check";
import { callFor } from "../calls";

/** What Check refuses of a program's only instance, a line for each property. */
export async function failuresOf(
    inputs: Partial<InstanceInputs>,
    ...unknowns: (keyof InstanceInputs)[]
): Promise<string[]> {
    const request = { inputs, unknowns: new Set<string>(unknowns), randomSeed: new Uint8Array(16) };
    const { failures = [] } = await check(callFor("www"), request);
    return failures.map(({ property, reason }) => `${property}: ${reason}`);
}
