import type { Context } from "../call/operation";
import { plainly } from "../codec/reveal";
import type { ObjectValue } from "../codec/value";
import type { ResourceDefinition } from "../resource";
import { outputsOf } from "./state";

interface Request {
    readonly id: string;
    readonly inputs: ObjectValue;
    readonly state: ObjectValue;
}

export async function remove<Settings>(
    definition: ResourceDefinition<Settings>,
    { call }: Context<Settings>,
    { id, inputs, state }: Request,
): Promise<void> {
    const resource = await definition.lifecycle();
    await resource.delete(call, {
        state: { id, inputs: plainly(inputs), outputs: outputsOf(definition, state) },
    });
}
