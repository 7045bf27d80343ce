import type { Context } from "../call/operation";
import { knownOf } from "../codec/known";
import { plainly } from "../codec/reveal";
import type { ObjectValue } from "../codec/value";
import type { ResourceDefinition } from "../resource";
import { orNotReady } from "./not-ready";
import { toPreview, toState } from "./state";

export interface Created {
    /** Empty in a preview. */
    readonly id: string;
    readonly state: ObjectValue;
}

export async function create<Settings>(
    definition: ResourceDefinition<Settings>,
    { call, secrets }: Context<Settings>,
    { inputs, preview }: { readonly inputs: ObjectValue; readonly preview: boolean },
): Promise<Created> {
    const resource = await definition.lifecycle();
    if (preview) {
        const { plain, unknowns } = knownOf(inputs);
        const outputs = await resource.preview?.(call, { inputs: plain, unknowns });
        return { id: "", state: toPreview(definition, inputs, outputs ?? {}, secrets) };
    }
    const stateWith = (outputs: Readonly<Record<string, unknown>>) => ({
        state: toState(definition, inputs, outputs, secrets),
    });
    const { id, outputs } = await orNotReady(
        () => resource.create(call, { inputs: plainly(inputs) }),
        secrets,
        stateWith,
    );
    return { id, ...stateWith(outputs) };
}
