import type { Context } from "../call/operation";
import { mark } from "../codec/mark";
import { plainly, type Plain } from "../codec/reveal";
import { defined, mapObject, type ObjectValue } from "../codec/value";
import { withDefaulted, type Parted } from "../defaulted";
import type { ResourceDefinition, State } from "../resource";
import { secretMarker } from "../secrets/marker";
import { orNotReady } from "./not-ready";
import { outputsOf, toState } from "./state";

export interface Found {
    readonly id: string;
    readonly inputs: ObjectValue;
    readonly state: ObjectValue;
}

interface Request {
    readonly id: string;
    /** Absent for an import. */
    readonly known?: Parted & { readonly state: ObjectValue };
}

type Values = Record<string, unknown>;

/** The resource as it is, or nothing when it is gone. */
export async function read<Settings>(
    definition: ResourceDefinition<Settings>,
    { call, secrets }: Context<Settings>,
    { id, known }: Request,
): Promise<Found | undefined> {
    const resource = await definition.lifecycle();
    const { inputs: knownInputs, defaulted } = known ?? { inputs: {}, defaulted: [] };
    const state: State<Values, Values> | undefined = known && {
        id,
        inputs: plainly(knownInputs),
        outputs: outputsOf(definition, known.state),
    };
    const found = await orNotReady(
        () => resource.read(call, { id, state }),
        secrets,
        (outputs, inputs) => stateWith(inputs ? markInputs(inputs) : knownInputs, outputs),
    );
    return found && { id: found.id, ...stateWith(markInputs(found.inputs), found.outputs) };

    function markInputs(inputs: Readonly<Values>): ObjectValue {
        const marker = secretMarker(definition.inputs, knownInputs, secrets);
        return defined(mapObject(inputs, (value, key) => mark(value as Plain, marker, [key])));
    }

    function stateWith(inputs: ObjectValue, outputs: Readonly<Values>): Pick<Found, "inputs" | "state"> {
        return {
            inputs: withDefaulted(inputs, defaulted),
            state: toState(definition, inputs, outputs, secrets),
        };
    }
}
