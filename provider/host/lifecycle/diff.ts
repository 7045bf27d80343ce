import { isDeepStrictEqual } from "node:util";
import type { DiffRequest, DiffResult } from "../../protocol/resource";
import { switches } from "../check/host";
import { sharedExclusives } from "../exclusive";
import type { InstanceInputs } from "../inputs";
import type { InstanceOutputs } from "../outputs";
import { withDefaults } from "../defaults";
import { partSame } from "../same";
import { replaceOn } from "../replace";
import { isSameHost } from "../where";
import { renameDrift } from "../remote";
import { needsRestart, repairOf } from "./repair";

type Name = keyof InstanceInputs;

/** What is exclusive cannot be held by two instances, not even for as long as the one takes over from the other. */
export function diff(
    { state, inputs, changed, unknowns, defaulted }: DiffRequest<InstanceInputs, InstanceOutputs>,
    urn: string,
): DiffResult<InstanceInputs> {
    const moves = changed.has("host") && !isSameHost(state.inputs, inputs);
    const stays = !moves && inputs.host?.ssh === undefined;
    const unchanged: Name[] = [
        ...partSame({ changed, unknowns }, withDefaults(state.inputs), withDefaults(inputs)).same,
        ...(isSameImage(state.inputs, inputs) ? (["image"] as const) : []),
        ...(stays ? (["host"] as const) : []),
    ];
    const changesMac = differsInMac(state.inputs, inputs);
    const replaced =
        moves || changesMac || replaceOn.some((name) => changed.has(name) && !unchanged.includes(name));
    const shared = sharedExclusives(state.inputs, inputs, defaulted?.has("name"));
    const repair = repairOf(state.outputs, inputs);
    const renamed = renameDrift(urn, state.outputs);
    const how = handover(inputs, { shared, isRenamed: !moves && renamed.owner !== undefined });
    return {
        unchanged,
        replace: [...(moves ? (["host"] as const) : []), ...(changesMac ? (["replacement"] as const) : [])],
        drift: {
            ...(repair ? { [repair.property]: repair.reason } : {}),
            ...alterationIn(state.outputs),
            ...renamed,
        },
        ...how,
        // The program may have replaced what is no replacement to us: by `replaceOnChanges`.
        notes: replaced ? how.notes : [],
    };
}

function alterationIn(outputs: InstanceOutputs): { readonly altered?: string } {
    const { altered } = outputs;
    if (altered === undefined) return {};
    return {
        altered: `${altered}\nIt will be set right${needsRestart(outputs) ? ", and started again" : ""}`,
    };
}

/** The same bytes with another name or recipe run the same. */
function isSameImage({ image: old }: InstanceInputs, { image }: Partial<InstanceInputs>): boolean {
    if (image === undefined) return false;
    return (
        old.digest === image.digest &&
        old.target === image.target &&
        isDeepStrictEqual(old.devices, image.devices)
    );
}

/** With `l2` all generations have one MAC address, and else each has its own. */
function differsInMac(
    { replacement: old }: InstanceInputs,
    { replacement }: Partial<InstanceInputs>,
): boolean {
    return (old === "l2") !== (replacement === "l2");
}

/** How a replacement goes. */
function handover(
    inputs: Partial<InstanceInputs>,
    { shared, isRenamed }: { readonly shared: readonly string[]; readonly isRenamed: boolean },
): Pick<DiffResult<InstanceInputs>, "deleteBeforeReplace" | "notes"> {
    if (shared.length > 0) return { deleteBeforeReplace: true, notes: [stopFirst(shared)] };
    if (inputs.replacement === "stop-first") return { deleteBeforeReplace: true, notes: [asAsked] };
    if (isRenamed) return { deleteBeforeReplace: true, notes: [renamedToo] };
    if (inputs.replacement === "l2") return { deleteBeforeReplace: false, notes: [handedOver] };
    if (inputs.host?.ssh && switches(inputs)) return { deleteBeforeReplace: false, notes: [switched] };
    return { deleteBeforeReplace: false, notes: [] };
}

const asAsked = "The old instance is stopped before the new one starts, as `replacement` says.";
const renamedToo =
    "The old instance is stopped before the new one starts, because its marks on the host are of its earlier name. " +
    "Rename it with one `pulumi up` and change it with the next, and nothing is stopped.";
const handedOver =
    "The new instance is started and probed apart from its bridge; then it takes the old one's place there, with its address, " +
    "and connections that are open then end.";
const switched =
    "The new instance is started at an address of its own and probed; then the published ports lead to it at once, and the " +
    "old one is removed when its connections have ended.";

function stopFirst(shared: readonly string[]): string {
    return `The old instance is stopped before the new one starts, because both need ${shared.join(" and ")}.`;
}
