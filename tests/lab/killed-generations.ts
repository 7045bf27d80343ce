import { expect } from "@jest/globals";
import type { InstanceInputs } from "../../provider/host/inputs";
import { urlOf } from "./generations";
import { further, killing } from "./killing";
import { refreshed } from "./repairs";
import { loadOn } from "./requests";
import type { LabWorld } from "./world";

export interface Killed {
    readonly inputsOf: (number: number) => InstanceInputs;
    /** How many replacements there are of the first one. */
    readonly count: number;
    /** Before which command a script is killed that was so many times before. */
    readonly nth?: (turn: number) => number;
    /** How many clients ask the published port all the while. Each has its answer. */
    readonly clients?: number;
}

/**
 * Replaces an instance again and again, removes the last, and leaves the host as it was. Each script is killed and then run again. Answers
 * with the commands before which they were.
 */
export async function killedGenerations(
    host: LabWorld,
    { inputsOf, count, nth = further, clients = 0 }: Killed,
): Promise<string[]> {
    const before = await host.inventory();
    let serving = await host.create("www", inputsOf(0));
    const load = loadOn(urlOf(host), { clients });
    const killed: string[] = [];
    const undo = host.through(killing(nth, killed));
    try {
        for (let number = 1; number <= count; number += 1) {
            const next = await host.create("www", inputsOf(number));
            await host.destroy(serving);
            expect(await host.refresh(serving)).toBeUndefined();
            expect(await refreshed(host, next)).toEqual(next);
            expect(host.drift(next)).toEqual({});
            serving = next;
        }
        expect((await load.stop()).failures).toEqual([]);
        await host.destroy(serving);
    } finally {
        undo();
        await load.stop();
    }
    expect(await host.inventory()).toBe(before);
    return killed;
}
