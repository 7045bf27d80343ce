import { knownOf } from "../codec/known";
import { plainly } from "../codec/reveal";
import type { ObjectValue } from "../codec/value";
import type { Parted } from "../defaulted";
import { formatPath, isCovered, parsePath, type Path } from "../path";
import type { DiffResult, Resource, ResourceDefinition } from "../resource";
import { outputsOf } from "../lifecycle/state";
import { compare, type Change, type ChangeKind } from "./compare";

export interface PropertyChange {
    readonly path: string;
    readonly kind: ChangeKind;
    readonly replaces: boolean;
    /** False for an output that is not as it should be. */
    readonly isInput: boolean;
}

export interface Diff {
    readonly changes: readonly PropertyChange[];
    readonly deleteBeforeReplace: boolean;
    readonly notes: readonly string[];
}

interface Request extends Parted {
    readonly urn: string;
    readonly id: string;
    readonly oldInputs: ObjectValue;
    readonly oldState: ObjectValue;
    readonly ignoreChanges: readonly string[];
}

type Values = Record<string, unknown>;

/** What an update would change, by comparison and by the resource's own word. Reads nothing but its arguments. */
export function diff<Settings>(
    definition: ResourceDefinition<Settings>,
    resource: Resource<Values, Values, Settings>,
    { urn, id, oldInputs, oldState, inputs, defaulted, ignoreChanges }: Request,
): Diff {
    const ignored = ignoreChanges.map(parsePath);
    const changes = compare(oldInputs, inputs).filter(({ path }) => !isAmong(path, ignored));
    const known = knownOf(inputs);
    const said: DiffResult<Values> =
        resource.diff?.(
            {
                state: { id, inputs: plainly(oldInputs), outputs: outputsOf(definition, oldState) },
                inputs: known.plain,
                ...{ unknowns: known.unknowns, defaulted },
                changed: new Set(
                    changes.filter(({ onlyHides }) => !onlyHides).map(({ path }) => String(path[0])),
                ),
            },
            urn,
        ) ?? {};

    const unchanged = (said.unchanged ?? []).map(parsePath);
    const replacing = new Set([...definition.replaceOn, ...(said.replace ?? [])]);
    const drift = Object.entries(said.drift ?? {}).filter(([property]) => !isAmong([property], ignored));
    return {
        changes: [
            ...changes
                .filter(({ path }) => !isAmong(path, unchanged))
                .map((change) => toPropertyChange(change, replacing)),
            ...drift.map(([property]) => ({
                path: formatPath([property]),
                kind: "update" as const,
                replaces: replacing.has(property),
                isInput: false,
            })),
        ],
        deleteBeforeReplace: said.deleteBeforeReplace ?? false,
        notes: [...(said.notes ?? []), ...drift.map(([property, why]) => `${property}: ${why}`)],
    };
}

export function toPropertyChange(
    { path, kind, onlyHides }: Change,
    replacing: ReadonlySet<string> = new Set(),
): PropertyChange {
    const replaces = !onlyHides && replacing.has(String(path[0]));
    return { path: formatPath(path), kind, replaces, isInput: true };
}

function isAmong(path: Path, patterns: readonly Path[]): boolean {
    return patterns.some((pattern) => isCovered(path, pattern));
}
