import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { UserError } from "../../protocol/errors";
import { untilNextLook } from "./pace";
import type { Region } from "./region";

interface Look<Found> {
    /** Nothing as long as it is not there. */
    readonly look: (region: Region) => Promise<Found | undefined>;
    /** What to say when it has taken too long. */
    readonly overdue: () => UserError;
}

/** Looks at what was done a moment ago, until all parts of a service have heard of it. */
export const patience = 14;

/** Looks at growing intervals whether something shows up that was made a moment ago: nothing when it does not. */
export async function lookAwhile<Found>(
    { pace, signal }: Pick<Region, "pace" | "signal">,
    look: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
    for (let looks = 1; looks <= patience; looks++) {
        const found = await look();
        if (found !== undefined) return found;
        await pause(untilNextLook(pace, looks), undefined, { signal });
    }
    return undefined;
}

/** Looks at growing intervals until something is there. The next look does not wait for the answer of the one before. */
export async function lookUntil<Found>(region: Region, { look, overdue }: Look<Found>): Promise<Found> {
    const stop = new AbortController();
    const near = region.within(AbortSignal.any([region.signal, stop.signal]));
    // Each look on its way listens.
    setMaxListeners(0, near.signal);
    const until = performance.now() + region.pace.readyMs;
    const looking: Promise<void>[] = [];
    let next: Promise<unknown> = Promise.resolve();
    try {
        return await new Promise<Found>((resolve, reject) => {
            const begin = (looks: number): void => {
                looking.push(
                    look(near).then((found) => {
                        if (found !== undefined) resolve(found);
                    }, reject),
                );
                next = pause(untilNextLook(near.pace, looks), undefined, { signal: near.signal }).then(() => {
                    if (performance.now() > until) reject(overdue());
                    else begin(looks + 1);
                }, reject);
            };
            begin(1);
        });
    } finally {
        stop.abort();
        await Promise.all([...looking, next]);
    }
}
