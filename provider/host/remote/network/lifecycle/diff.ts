import type { DiffRequest, DiffResult } from "../../../../protocol/resource";
import type { NetworkInputs, NetworkOutputs } from "../../../network";
import { isSameHost } from "../../../where";
import { partSame } from "../../../same";
import { renameDrift } from "../../owner";

type Inputs = Partial<NetworkInputs>;

/** A host has no two networks of the same name or addresses, not even for a moment. */
export function diff(
    { state, inputs, defaulted, ...request }: DiffRequest<NetworkInputs, NetworkOutputs>,
    urn: string,
): DiffResult<NetworkInputs> {
    const { same, changed } = partSame(request, withDefaults(state.inputs), withDefaults(inputs));
    const moves = changed.has("host") && !isSameHost(state.inputs, inputs);
    const shared = moves ? [] : sharedWith(state.inputs, inputs, defaulted?.has("bridge"));
    const isReplaced = moves || replacing.some((name) => changed.has(name));
    const stopsFirst = shared.length > 0;
    const { altered } = state.outputs;
    return {
        unchanged: [...same, ...(!moves && inputs.host?.ssh === undefined ? ["host"] : [])],
        replace: moves ? ["host"] : [],
        drift: {
            ...(altered === undefined ? {} : { altered: `${altered}\nIt will be set right` }),
            ...renameDrift(urn, state.outputs),
        },
        deleteBeforeReplace: stopsFirst,
        notes:
            stopsFirst && isReplaced
                ? [
                      `The old network is deleted before the new one is made, because both have ${shared.join(" and ")}.`,
                  ]
                : [],
    };
}

const withDefaults = ({ adopt = false, nat = true }: Inputs) => (adopt ? { adopt } : { adopt, nat });

const replacing = ["cidr", "cidr6", "bridge", "adopt"] as const;

function sharedWith(old: NetworkInputs, inputs: Inputs, isNamedHere = false): string[] {
    if (old.adopt && inputs.adopt) return [];
    const { bridge, cidr, cidr6 } = inputs;
    return [
        ...(bridge !== undefined && bridge === old.bridge && !isNamedHere ? [`the bridge ${bridge}`] : []),
        ...[
            [cidr, old.cidr],
            [cidr6, old.cidr6],
        ].flatMap(([own, other]) => (own !== undefined && own === other ? [`the address ${own}`] : [])),
    ];
}
