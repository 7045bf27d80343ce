import { isDeepStrictEqual } from "node:util";
import type { DiffRequest, DiffResult } from "../../protocol/resource";
import { sharedExclusives } from "../exclusive";
import type { InstanceInputs } from "../inputs";
import type { InstanceOutputs } from "../outputs";
import { replaceOn } from "../replace";
import { repairOf } from "./repair";

type Name = keyof InstanceInputs;

/** What is exclusive cannot be held by two instances, not even for as long as the one takes over from the other. */
export function diff({
    state,
    inputs,
    changed,
}: DiffRequest<InstanceInputs, InstanceOutputs>): DiffResult<InstanceInputs> {
    const moves = changed.has("host") && !isSameHost(state.inputs, inputs);
    const stays = !moves && inputs.host?.ssh === undefined;
    const unchanged: Name[] = [
        ...(isSameImage(state.inputs, inputs) ? (["image"] as const) : []),
        ...(stays ? (["host"] as const) : []),
    ];
    const replaced = moves || replaceOn.some((name) => changed.has(name) && !unchanged.includes(name));
    const shared = replaced ? sharedExclusives(state.inputs, inputs) : [];
    const repair = repairOf(state.outputs, inputs);
    return {
        unchanged,
        replace: moves ? ["host"] : [],
        drift: { ...(repair ? { [repair.property]: repair.reason } : {}), ...alterationIn(state.outputs) },
        deleteBeforeReplace: shared.length > 0,
        notes: shared.length > 0 ? [stopFirst(shared)] : [],
    };
}

/** How a host is reached can change while an instance runs there. */
function isSameHost({ host: old }: Partial<InstanceInputs>, { host }: Partial<InstanceInputs>): boolean {
    return old?.ssh?.host === host?.ssh?.host;
}

function alterationIn({ altered }: InstanceOutputs): { readonly altered?: string } {
    return altered === undefined ? {} : { altered: `${altered}\nIt will be set right, and started again` };
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

function stopFirst(shared: readonly string[]): string {
    return `The old instance is stopped before the new one starts, because both need ${shared.join(" and ")}.`;
}
