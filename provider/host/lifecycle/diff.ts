import type { DiffRequest, DiffResult } from "../../protocol/resource";
import { sharedExclusives } from "../exclusive";
import type { InstanceInputs } from "../inputs";
import type { InstanceOutputs } from "../outputs";
import { replaceOn } from "../replace";
import { driftOf } from "./drift";

type Name = keyof InstanceInputs;

export function diff({
    state,
    inputs,
    changed,
}: DiffRequest<InstanceInputs, InstanceOutputs>): DiffResult<InstanceInputs> {
    const unchanged: Name[] = isSameImage(state.inputs, inputs) ? ["image"] : [];
    const replaced = replaceOn.some((name) => changed.has(name) && !unchanged.includes(name));
    const shared = replaced ? sharedExclusives(state.inputs, inputs) : [];
    const drift = driftOf(state.outputs, inputs.restart);
    return {
        unchanged,
        drift: drift === undefined ? {} : { state: drift },
        deleteBeforeReplace: shared.length > 0,
        notes: shared.length > 0 ? [stopFirst(shared)] : [],
    };
}

/** Two recipes or names for the same bytes run the same. */
function isSameImage(old: Partial<InstanceInputs>, { image }: Partial<InstanceInputs>): boolean {
    return image !== undefined && old.image?.digest === image.digest;
}

function stopFirst(shared: readonly string[]): string {
    return `The old instance is stopped before the new one starts, because both need ${shared.join(" and ")}.`;
}
