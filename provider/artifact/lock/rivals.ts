import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isSilent, ownerState } from "../../process/owner";
import { ticketsOf, type Ticket } from "./ticket";

/** How long a ticket of another machine may go without a heartbeat. */
const patienceMilliseconds = 30_000;

/** Finds the living tickets of a lock but one's own, and removes those of the dead on the way. */
export type FindRivals = (own: Ticket | undefined) => Promise<Ticket[]>;

export function rivalFinder(folder: string, lock: string, patience = patienceMilliseconds): FindRivals {
    const sightings = new Map<string, Sighting>();

    /** Clocks of two machines differ, so what counts is whether the file's time moves while we watch. */
    const beats = async (file: string): Promise<boolean> => {
        const status = await stat(join(folder, file)).catch(() => undefined);
        if (status === undefined) return false;
        const previous = sightings.get(file);
        // One that has gone without for a day need not be watched: who only asks whether a lock is free never would.
        if (previous === undefined && isSilent(status.mtimeMs)) return false;
        const now = performance.now();
        if (previous?.mtimeMs === status.mtimeMs) return now - previous.since < patience;
        sightings.set(file, { mtimeMs: status.mtimeMs, since: now });
        return true;
    };

    const isLive = async (ticket: Ticket): Promise<boolean> => {
        const state = await ownerState(ticket.owner);
        return state === "elsewhere" ? beats(ticket.file) : state === "alive";
    };

    return async (own) => {
        const live = [];
        for (const ticket of await ticketsOf(folder, lock)) {
            if (ticket.file === own?.file) continue;
            if (await isLive(ticket)) live.push(ticket);
            else await rm(join(folder, ticket.file), { force: true });
        }
        return live;
    };
}

interface Sighting {
    readonly mtimeMs: number;
    /** By this machine's monotonic clock. */
    readonly since: number;
}
