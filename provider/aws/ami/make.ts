import { timeoutSignal } from "../../process/timeout";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { AmiInputs } from "../ami";
import { keyArn } from "../client/key";
import type { Region } from "../client/region";
import { inAll } from "../client/together";
import { apply, removeTags } from "../image/apply";
import { bringUp, clear } from "../image/bring-up";
import type { Changes } from "../image/changes";
import { decide, tracesOf } from "../image/leftovers";
import { mark } from "../image/marks";
import { retire, type Pair } from "../image/retire";
import { keyOf } from "../image/wanted";
import { keyFor } from "./contents";
import { traitsOf, type Order } from "./order";
import { uploadProgress } from "./progress";

export type Made = ReadonlyMap<string, Required<Pair>>;

/** The images of one order in regions: all of them, or none. */
export async function makeIn(
    call: Call<Settings>,
    regions: readonly Region[],
    order: Order,
    inputs: AmiInputs,
): Promise<Made> {
    const rest = furtherSteps(inputs);
    const goesOn = regions.length > 1 || rest !== undefined;
    const begun = new Map<string, string>();
    const report = uploadProgress(call.progress, order.plan);
    try {
        const made = await inAll(regions, async (region) => {
            const wanted = { ...order, goesOn, kmsKeyArn: await keyIn(region, inputs) };
            const begin = (): void => void begun.set(region.name, keyOf(wanted));
            const pair = await bringUp(region, { wanted, onBegun: begin, ...report(region.name) });
            if (rest) await apply(region, pair, rest);
            return [region.name, pair] as const;
        });
        if (goesOn) await finish(regions, new Map(made));
        return new Map(made);
    } catch (error) {
        const left = await tidy(regions, begun, order);
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

/** Removes what a creation that failed has made. Says what it could not. */
async function tidy(
    regions: readonly Region[],
    begun: ReadonlyMap<string, string>,
    order: Order,
): Promise<string | undefined> {
    const outcomes = await Promise.all(
        regions.map(async (region) => {
            const key = begun.get(region.name);
            const limited = region.within(timeoutSignal(region.pace.tidyMs));
            if (key === undefined) return [];
            return removeTraces(limited, order, key).then(
                () => [],
                () => [region.name],
            );
        }),
    );
    const names = outcomes.flat().join(", ");
    if (names === "") return undefined;
    return `What was made in ${names} could not be removed either: the next \`pulumi up\` goes on with it, or removes it.`;
}

async function removeTraces(region: Region, { urn, name }: Order, key: string): Promise<void> {
    const { image, snapshot, abandoned } = decide(await tracesOf(region, urn), { key, name });
    if (image !== undefined) await retire(region, image);
    await clear(region, {
        ...abandoned,
        snapshots: [...abandoned.snapshots, ...(snapshot ? [snapshot] : [])],
    });
}

const withStop = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
