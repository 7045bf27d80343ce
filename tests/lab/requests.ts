import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** What became of a constant load of requests. */
export interface Tally {
    readonly answered: number;
    /** Why each of the others was not. */
    readonly failures: readonly string[];
    readonly perSecond: number;
}

export interface Load {
    stop(): Promise<Tally>;
}

export interface LoadOptions {
    /** How many there are at once. */
    readonly clients?: number;
    /** A person's, unless that is too much to ask. */
    readonly patienceMs?: number;
}

/** One client keeps an emulated processor busy, and everything else there takes the longer. */
export const loadOfVm: LoadOptions = { clients: 1, patienceMs: 60_000 };

const pauseMs = 10;

/** Sends requests until it is stopped. Each has a connection of its own. */
export function loadOn(url: string, { clients = 4, patienceMs = 5_000 }: LoadOptions = {}): Load {
    const began = performance.now();
    const failures: string[] = [];
    let answered = 0;
    let over = false;

    async function client(): Promise<void> {
        while (!over) {
            const failure = await request(url, patienceMs);
            if (failure === undefined) answered += 1;
            else failures.push(failure);
            await sleep(pauseMs);
        }
    }

    const all = Promise.all(Array.from({ length: clients }, client));
    return {
        async stop() {
            over = true;
            await all;
            return { answered, failures, perSecond: (1000 * answered) / (performance.now() - began) };
        },
    };
}

/** Answers why it failed, if it did. */
function request(url: string, patienceMs: number): Promise<string | undefined> {
    return new Promise((resolve) => {
        const sent = get(url, { agent: false, timeout: patienceMs }, (response) => {
            response.resume();
            response.on("end", () => {
                resolve(response.statusCode === 200 ? undefined : `status ${response.statusCode}`);
            });
            response.on("error", ({ message }) => {
                resolve(message);
            });
        });
        sent.on("timeout", () => {
            sent.destroy(new Error("no answer"));
        });
        sent.on("error", ({ message }) => {
            resolve(message);
        });
    });
}
