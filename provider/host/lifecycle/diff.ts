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
    const unchanged: Name[] = isSameImage(state.inputs, inputs) ? ["image"] : [];
    const replaced = replaceOn.some((name) => changed.has(name) && !unchanged.includes(name));
    const shared = replaced ? sharedExclusives(state.inputs, inputs) : [];
    const repair = repairOf(state.outputs, inputs);
    return {
        unchanged,
        drift: repair ? { [repair.property]: repair.reason } : {},
        deleteBeforeReplace: shared.length > 0,
        notes: shared.length > 0 ? [stopFirst(shared)] : [],
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

function stopFirst(shared: readonly string[]): string {
    return `The old instance is stopped before the new one starts, because both need ${shared.join(" and ")}.`;
}
