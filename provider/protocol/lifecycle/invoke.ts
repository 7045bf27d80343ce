import type { Context } from "../call/operation";
import { discreetly } from "../check/discreet";
import { validate } from "../check/validate";
import { mark } from "../codec/mark";
import type { Plain } from "../codec/reveal";
import { defined, mapObject, unknown, type ObjectValue } from "../codec/value";
import type { Failure } from "../errors";
import type { FunctionDefinition } from "../resource";
import { secretMarker } from "../secrets/marker";
import { shapeOf } from "../zod/shape";

export interface Invoked {
    readonly result?: ObjectValue;
    readonly failures: readonly Failure[];
}

export async function invoke<Settings>(
    definition: FunctionDefinition<Settings>,
    { call, secrets }: Context<Settings>,
    given: ObjectValue,
): Promise<Invoked> {
    const { plain, unknowns, failures } = validate(definition.inputs, given);
    if (failures.length > 0) return { failures: discreetly(failures, given, secrets) };
    if (unknowns.size > 0)
        return { result: mapObject(shapeOf(definition.outputs), () => unknown()), failures };

    const run = await definition.load();
    const marker = secretMarker(definition.outputs, {}, secrets);
    const outputs = await run(call, plain);
    return {
        result: defined(mapObject(outputs, (value, key) => mark(value as Plain, marker, [key]))),
        failures,
    };
}
