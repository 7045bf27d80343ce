import { timeoutSignal } from "../../process/timeout";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs } from "../ami";
import { keyArn } from "../client/key";
import type { Region } from "../client/region";
import { inAll, together } from "../client/together";
import { apply, removeTags } from "../image/apply";
import { bringUp, clear } from "../image/bring-up";
import type { Changes } from "../image/changes";
import { decide, tracesOf } from "../image/leftovers";
import { mark } from "../image/marks";
import { retire, type Pair } from "../image/retire";
import { keyOf } from "../image/wanted";
import { sizeOf } from "../snapshot/plan";
import { keyFor } from "./contents";
import type { Means } from "./means";
import { orderOf, traitsOf, type Order } from "./order";
import { uploadProgress } from "./progress";

export type Made = ReadonlyMap<string, Required<Pair>>;

/** The images of one order in regions: all of them, or none. While the disk is made the regions are looked at. */
export async function makeIn(
    means: Means,
    call: Call<Settings>,
    regions: readonly Region[],
    inputs: AmiInputs,
): Promise<{ readonly made: Made; readonly bytes: number }> {
    const { urn } = call;
    const name = inputs.name ?? call.name;
    const ordering = orderOf(means, call, inputs);
    const rest = furtherSteps(inputs);
    const goesOn = regions.length > 1 || rest !== undefined;
    const begun = new Map<string, string>();
    const report = uploadProgress(call.progress);
    try {
        const made = await inAll(regions, async (region) => {
            const pair = await bringUp(region, {
                ...{ urn, name, ...report(region.name) },
                wanted: async (near) => {
                    const [order, kmsKeyArn] = await together(near.signal, [
                        () => ordering,
                        (signal) => keyIn(near.within(signal), inputs),
                    ]);
                    return { ...order, goesOn, kmsKeyArn };
                },
                onBegun: (wanted) => void begun.set(region.name, keyOf(wanted)),
            });
            if (rest) await apply(region, pair, rest);
            return [region.name, pair] as const;
        });
        if (goesOn) await finish(regions, new Map(made));
        return { made: new Map(made), bytes: sizeOf((await ordering).plan) };
    } catch (error) {
        const left = await tidy(regions, begun, { urn, name });
        throw left === undefined || !(error instanceof UserError)
            ? error
            : new UserError(`${withStop(error.message)} ${left}`, { property: error.property, cause: error });
    }
}

async function keyIn(region: Region, inputs: AmiInputs): Promise<string | undefined> {
    const key = keyFor(inputs, region.name);
    return key === undefined ? undefined : keyArn(region, key);
}

/** What can't be said when an image is registered. A time that has passed meanwhile can't be set any more. */
function furtherSteps(inputs: AmiInputs): Changes | undefined {
    const { permissions, deprecateAt } = traitsOf(inputs);
    const isAhead = deprecateAt !== undefined && Date.parse(deprecateAt) > Date.now();
    if (permissions.length === 0 && !isAhead) return undefined;
    const none = { tags: {}, removedTags: [], forbidden: [] };
    return { ...none, permitted: permissions, ...(isAhead ? { deprecateAt } : {}) };
}

/** From now on they are in the state. */
async function finish(regions: readonly Region[], made: Made): Promise<void> {
    await inAll(regions, async (region) => {
        const pair = made.get(region.name);
        if (pair !== undefined) await removeTags(region, [pair.imageId], [mark.unfinished]);
    });
}

type Whose = Pick<Order, "urn" | "name">;

/** Removes what a creation that failed has made. Says what it could not. */
async function tidy(
    regions: readonly Region[],
    begun: ReadonlyMap<string, string>,
    whose: Whose,
): Promise<string | undefined> {
    const outcomes = await Promise.all(
        regions.map(async (region) => {
            const key = begun.get(region.name);
            const limited = region.within(timeoutSignal(region.pace.tidyMs));
            if (key === undefined) return [];
            return removeTraces(limited, whose, key).then(
                () => [],
                () => [region.name],
            );
        }),
    );
    const names = outcomes.flat().join(", ");
    if (names === "") return undefined;
    return `What was made in ${names} could not be removed either: the next \`pulumi up\` goes on with it, or removes it.`;
}

async function removeTraces(region: Region, { urn, name }: Whose, key: string): Promise<void> {
    const { image, snapshot, abandoned } = decide(await tracesOf(region, urn), { key, name });
    if (image !== undefined) await retire(region, image);
    await clear(region, {
        ...abandoned,
        snapshots: [...abandoned.snapshots, ...(snapshot ? [snapshot] : [])],
    });
}

const withStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
