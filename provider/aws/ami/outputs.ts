import type { AmiInputs, AmiOutputs } from "../ami";
import type { Pair } from "../image/retire";
import { architectureOf, bootModeOf, contentsOf } from "./contents";

type Pairs = Iterable<readonly [string, Pair]>;

/** What is in each region, and what follows from the inputs. */
export function outputsOf(inputs: AmiInputs, pairs: Pairs, uploadBytes: number | undefined): AmiOutputs {
    const all = [...pairs].sort(([one], [other]) => (one < other ? -1 : 1));
    const idsOf = (name: keyof Pair): Record<string, string> =>
        Object.fromEntries(
            all.flatMap(([region, pair]) => (pair[name] === undefined ? [] : [[region, pair[name]]])),
        );
    return {
        ids: idsOf("imageId"),
        snapshotIds: idsOf("snapshotId"),
        architecture: architectureOf(inputs),
        bootMode: bootModeOf(inputs),
        contents: contentsOf(inputs),
        ...(uploadBytes === undefined ? {} : { uploadBytes }),
    };
}

/** What the state says is in each region. */
export function pairsOf({ ids, snapshotIds }: Pick<AmiOutputs, "ids" | "snapshotIds">): Map<string, Pair> {
    const regions = new Set([...Object.keys(ids), ...Object.keys(snapshotIds)]);
    return new Map([...regions].map((name) => [name, { imageId: ids[name], snapshotId: snapshotIds[name] }]));
}
