import { timeoutSignal } from "../../process/timeout";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs } from "../ami";
import { keyArn } from "../client/key";
import { forNew, type Region } from "../client/region";
import { inAll, together } from "../client/together";
import { apply, removeTags } from "../image/apply";
import { bringUp, clear, type Brought } from "../image/bring-up";
import { changesTo, type Traits } from "../image/changes";
import { decide, tracesOf } from "../image/leftovers";
import { mark, usersTags } from "../image/marks";
import { retire, type Pair } from "../image/retire";
import { survey } from "../image/survey";
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
    const [begun, made] = [new Map<string, string>(), new Map<string, Required<Pair>>()];
    const report = uploadProgress(call.progress);
    try {
        await inAll(regions, async (region) => {
            const brought = await bringUp(region, {
                ...{ urn, name, ...report(region.name) },
                wanted: async (near) => {
                    const [order, kmsKeyArn] = await together(near.signal, [
                        () => ordering,
                        (signal) => keyIn(near.within(signal), inputs),
                    ]);
                    return { ...order, kmsKeyArn };
                },
                onBegun: (wanted) => void begun.set(region.name, keyOf(wanted)),
            });
            made.set(region.name, brought.pair);
            await settle(region, brought, inputs);
        });
        await finish(regions, made);
        return { made, bytes: sizeOf((await ordering).plan) };
    } catch (error) {
        const left = await tidy(regions, { begun, made }, { urn, name });
        throw left === undefined || !(error instanceof UserError)
            ? error
            : new UserError(`${withStop(error.message)} ${left}`, { property: error.property, cause: error });
    }
}

async function keyIn(region: Region, inputs: AmiInputs): Promise<string | undefined> {
    const key = keyFor(inputs, region.name);
    return key === undefined ? undefined : keyArn(region, key);
}

/** What can't be said when an image is registered, and what an earlier attempt said otherwise. */
async function settle(region: Region, { pair, isAdopted }: Brought, inputs: AmiInputs): Promise<void> {
    const traits = traitsAhead(inputs);
    const actual = isAdopted ? await survey(region, pair.imageId) : { ...traits, ...asRegistered };
    if (actual !== undefined)
        await apply(forNew(region), pair, changesTo(actual, traits, usersTags(actual.tags)));
}

/** A time that has passed meanwhile can't be set any more. */
function traitsAhead(inputs: AmiInputs): Traits {
    const { deprecateAt, ...traits } = traitsOf(inputs);
    const isAhead = deprecateAt !== undefined && Date.parse(deprecateAt) > Date.now();
    return { ...traits, ...(isAhead ? { deprecateAt } : {}) };
}

/** Its tags and its description it has from the beginning. */
const asRegistered = { permissions: [], deprecateAt: undefined };

/** From now on they are in the state. */
async function finish(regions: readonly Region[], made: Made): Promise<void> {
    await inAll(regions, async (region) => {
        const pair = made.get(region.name);
        if (pair !== undefined) await removeTags(forNew(region), [pair.imageId], [mark.unfinished]);
    });
}

type Whose = Pick<Order, "urn" | "name">;

interface Done {
    readonly begun: ReadonlyMap<string, string>;
    readonly made: Made;
}

/** Removes what a creation that failed has made. Says what it could not. */
async function tidy(
    regions: readonly Region[],
    { begun, made }: Done,
    whose: Whose,
): Promise<string | undefined> {
    const outcomes = await Promise.all(
        regions.map(async (region) => {
            const key = begun.get(region.name);
            const limited = region.within(timeoutSignal(region.pace.tidyMs));
            if (key === undefined) return [];
            return removeAll(limited, made.get(region.name), { ...whose, key }).then(
                () => [],
                () => [region.name],
            );
        }),
    );
    const names = outcomes.flat().join(", ");
    if (names === "") return undefined;
    return `What was made in ${names} could not be removed either: the next \`pulumi up\` goes on with it, or removes it.`;
}

/** An image that is made may have lost the mark already. */
async function removeAll(
    region: Region,
    made: Pair = {},
    { urn, name, key }: Whose & { key: string },
): Promise<void> {
    await retire(region, made);
    const { image, misnamed, snapshot, abandoned } = decide(await tracesOf(region, urn), { key, name });
    const images = [image, misnamed].flatMap((one) => one ?? []);
    await clear(region, {
        images: [...images, ...abandoned.images],
        snapshots: [...abandoned.snapshots, ...(snapshot ? [snapshot] : [])],
    });
}

const withStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
