import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { ChangeKind } from "./compare";
import type { PropertyChange } from "./diff";
import { parsePath } from "../path";

const { Kind } = PropertyDiff;
const { DiffChanges } = DiffResponse;

const kinds: Readonly<
    Record<ChangeKind, readonly [updates: PropertyDiff.Kind, replaces: PropertyDiff.Kind]>
> = {
    add: [Kind.ADD, Kind.ADD_REPLACE],
    delete: [Kind.DELETE, Kind.DELETE_REPLACE],
    update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
};

export function toDiffResponse(
    changes: readonly PropertyChange[],
    deleteBeforeReplace = false,
): DiffResponse {
    const response = new DiffResponse()
        .setChanges(changes.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
        .setDiffsList(topLevel(changes))
        .setReplacesList(topLevel(changes.filter(({ replaces }) => replaces)))
        .setDeletebeforereplace(deleteBeforeReplace)
        .setHasdetaileddiff(true);
    for (const { path, kind, replaces, isInput } of changes) {
        const entry = new PropertyDiff().setKind(kinds[kind][replaces ? 1 : 0]).setInputdiff(isInput);
        response.getDetaileddiffMap().set(path, entry);
    }
    return response;
}

function topLevel(changes: readonly PropertyChange[]): string[] {
    return [...new Set(changes.map(({ path }) => String(parsePath(path)[0])))];
}
