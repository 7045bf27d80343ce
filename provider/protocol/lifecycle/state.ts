import { mark } from "../codec/mark";
import { plainly, type Plain } from "../codec/reveal";
import { defined, mapObject, secret, unknown, type ObjectValue, type Value } from "../codec/value";
import type { ResourceDefinition } from "../resource";
import { secretMarker } from "../secrets/marker";
import type { Secrets } from "../secrets/secrets";
import { shapeOf } from "../zod/shape";

type Shape = Pick<ResourceDefinition<never>, "inputs" | "outputs">;
type Values = Readonly<Record<string, unknown>>;

/** The outputs within a state, in which they lie beside the inputs. An output hides the input of its name. */
export function outputsOf({ outputs }: Shape, state: ObjectValue): Record<string, Plain> {
    const names = new Set(Object.keys(outputs.shape));
    return plainly(Object.fromEntries(Object.entries(state).filter(([key]) => names.has(key))));
}

/** What the engine keeps of a resource: its inputs and its outputs, with all that is secret marked so. */
export function toState(
    definition: Shape,
    inputs: ObjectValue,
    outputs: Values,
    secrets: Secrets,
): ObjectValue {
    const marker = secretMarker(definition.outputs, inputs, secrets);
    const marked = mapObject(outputs, (value, key) => mark(value as Plain, marker, [key]));
    return { ...echoed(definition, inputs), ...defined(marked) };
}

/** The state a preview can promise: outputs that are not among the `outputs` are unknown. */
export function toPreview(
    definition: Shape,
    inputs: ObjectValue,
    outputs: Values,
    secrets: Secrets,
): ObjectValue {
    const marker = secretMarker(definition.outputs, inputs, secrets);
    const pending = mapObject(shapeOf(definition.outputs), (_, key): Value | undefined => {
        if (key in outputs) return undefined;
        return marker.isSecret([key], undefined) ? secret(unknown()) : unknown();
    });
    return { ...defined(pending), ...toState(definition, inputs, outputs, secrets) };
}

/** The inputs as they came, but for those whose name an output has: that output may be absent. */
function echoed({ outputs }: Shape, inputs: ObjectValue): ObjectValue {
    return Object.fromEntries(Object.entries(inputs).filter(([key]) => !Object.hasOwn(outputs.shape, key)));
}
