import type { Context } from "../call/operation";
import { mark } from "../codec/mark";
import { plainly, type Plain } from "../codec/reveal";
import { defined, mapObject, unknown, type ObjectValue } from "../codec/value";
import { withDefaulted } from "../defaulted";
import { InvalidInputs, UserError, withLog, type Failure } from "../errors";
import type { CheckResult, ResourceDefinition } from "../resource";
import { secretMarker } from "../secrets/marker";
import { discreetly } from "./discreet";
import { validate } from "./validate";

export interface CheckedInputs {
    readonly inputs: ObjectValue;
    readonly failures: readonly Failure[];
}

interface Request {
    readonly given: ObjectValue;
    readonly previous: ObjectValue;
    readonly randomSeed: Uint8Array;
}

/** Judges and completes the inputs of a resource: first by their types, then by the resource's own word. */
export async function check<Settings>(
    definition: ResourceDefinition<Settings>,
    { call, secrets }: Context<Settings>,
    { given, previous, randomSeed }: Request,
): Promise<CheckedInputs> {
    const { values, plain, unknowns, failures } = validate(definition.inputs, given);
    if (failures.length > 0) return refuse(failures);

    const resource = await definition.lifecycle();
    if (!resource.check) return { inputs: values, failures };
    try {
        const result = await resource.check(call, {
            inputs: plain,
            unknowns,
            previous: Object.keys(previous).length > 0 ? plainly(previous) : undefined,
            randomSeed,
        });
        return result.failures?.length ? refuse(result.failures) : { inputs: complete(result), failures };
    } catch (error) {
        if (error instanceof InvalidInputs) return refuse(error.failures);
        if (!(error instanceof UserError) || call.signal.aborted) throw error;
        return refuse([{ property: error.property ?? "", reason: withLog(error) }]);
    }

    function complete({
        set = {},
        defaulted = [],
        unknown: unset = [],
    }: CheckResult<Record<string, unknown>>): ObjectValue {
        const marker = secretMarker(definition.inputs, given, secrets);
        const completed = mapObject(set, (value, key) => mark(value as Plain, marker, [key]));
        const unknowable = Object.fromEntries(unset.map((key) => [key, unknown()]));
        return withDefaulted(defined({ ...values, ...completed, ...unknowable }), defaulted);
    }

    function refuse(reasons: readonly Failure[]): CheckedInputs {
        return {
            inputs: given,
            failures: discreetly(reasons, given, secrets),
        };
    }
}
