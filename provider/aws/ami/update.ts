import { NotReady, UserError } from "../../protocol/errors";
import type { Call, State } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs, AmiOutputs } from "../ami";
import { withRegions } from "../client/open";
import type { Region } from "../client/region";
import { inAll } from "../client/together";
import { apply } from "../image/apply";
import { changesTo } from "../image/changes";
import { retire, type Pair } from "../image/retire";
import { survey } from "../image/survey";
import { makeIn, type Made } from "./make";
import type { Means } from "./means";
import { traitsOf } from "./order";
import { outputsOf, pairsOf } from "./outputs";

interface Update {
    readonly inputs: AmiInputs;
    readonly previous: State<AmiInputs, AmiOutputs>;
}

/**
 * First what is there is changed, then images are made where there are none, then those that are no longer wanted are
 * removed. Whatever fails, the state says what there is.
 */
export async function updateAmi(
    means: Means,
    call: Call<Settings>,
    request: Update,
): Promise<{ outputs: AmiOutputs }> {
    const { inputs, previous } = request;
    const before = pairsOf(previous.outputs);
    const names = [...new Set([...inputs.regions, ...before.keys()])];
    return withRegions(call, means.pace, names, async (regions) => {
        const wanted = regions.filter(({ name }) => inputs.regions.includes(name));
        const there = await changeAll(wanted, before, request);
        const absent = wanted.filter(({ name }) => !there.has(name));
        const { made, bytes } = await makeAbsent(means, call, absent, inputs);
        const now = new Map<string, Pair>([...there, ...made]);
        const gone = regions.filter(({ name }) => !inputs.regions.includes(name));
        await retireAll(gone, before, (left) => {
            const outputs = outputsOf(inputs, [...now, ...left], bytes ?? previous.outputs.uploadBytes);
            return { id: previous.id, outputs };
        });
        return { outputs: outputsOf(inputs, now, bytes ?? previous.outputs.uploadBytes) };
    });
}

/** Where there is an image it becomes as the program says. */
async function changeAll(
    regions: readonly Region[],
    before: ReadonlyMap<string, Pair>,
    { inputs, previous }: Update,
): Promise<Made> {
    const found = await inAll(regions, async (region) => {
        const imageId = before.get(region.name)?.imageId;
        const actual = imageId === undefined ? undefined : await survey(region, imageId);
        if (actual?.snapshotId === undefined) return [];
        const pair = { imageId: actual.imageId, snapshotId: actual.snapshotId };
        await apply(region, pair, changesTo(actual, traitsOf(inputs), previous.inputs.tags));
        return [[region.name, pair] as const];
    });
    return new Map(found.flat());
}

async function makeAbsent(
    means: Means,
    call: Call<Settings>,
    regions: readonly Region[],
    inputs: AmiInputs,
): Promise<{ readonly made: Made; readonly bytes?: number }> {
    return regions.length === 0 ? { made: new Map() } : makeIn(means, call, regions, inputs);
}

async function retireAll(
    regions: readonly Region[],
    pairs: ReadonlyMap<string, Pair>,
    stateWith: (left: readonly (readonly [string, Pair])[]) => { id: string; outputs: AmiOutputs },
): Promise<void> {
    const left = new Map(regions.map(({ name }) => [name, pairs.get(name) ?? {}]));
    try {
        await inAll(regions, async (region) => {
            await retire(region, pairs.get(region.name) ?? {});
            left.delete(region.name);
        });
    } catch (error) {
        if (!(error instanceof UserError)) throw error;
        throw new NotReady(stateWith([...left]), [error.message]);
    }
}
