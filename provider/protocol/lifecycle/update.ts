import type { Context } from "../call/operation";
import { knownOf } from "../codec/known";
import { plainly } from "../codec/reveal";
import type { ObjectValue } from "../codec/value";
import type { ResourceDefinition } from "../resource";
import { orNotReady } from "./not-ready";
import { outputsOf, toPreview, toState } from "./state";

interface Request {
    readonly id: string;
    readonly inputs: ObjectValue;
    readonly oldInputs: ObjectValue;
    readonly oldState: ObjectValue;
    readonly preview: boolean;
}

/** The state after the update. */
export async function update<Settings>(
    definition: ResourceDefinition<Settings>,
    { call, secrets }: Context<Settings>,
    { id, inputs, oldInputs, oldState, preview }: Request,
): Promise<ObjectValue> {
    const resource = await definition.lifecycle();
    const previous = { id, inputs: plainly(oldInputs), outputs: outputsOf(definition, oldState) };
    if (preview) {
        const { plain, unknowns } = knownOf(inputs);
        const outputs = await resource.preview?.(call, { inputs: plain, unknowns, previous });
        return toPreview(definition, inputs, outputs ?? {}, secrets);
    }
    const stateWith = (outputs: Readonly<Record<string, unknown>>) => ({
        state: toState(definition, inputs, outputs, secrets),
    });
    const { outputs } = await orNotReady(
        () => resource.update(call, { inputs: plainly(inputs), previous }),
        secrets,
        stateWith,
    );
    return stateWith(outputs).state;
}
