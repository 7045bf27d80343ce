/*
 * Locks between processes, out of nothing but files, since Node has no flock.
 *
 * A process claims a lock by making a file of its own in `locks/`: a ticket, whose name says who owns it. Then it lists
 * the tickets of that lock. When no other living process has one, it holds the lock; otherwise it steps back or waits
 * (`lock/step.ts`). It gives the lock back by removing its ticket.
 *
 * Two never hold it at once: each lists after it has made its ticket, and leaves the ticket in place until it is done.
 * Of two tickets one is made first, so the process that made the second one sees the first, whatever else happens.
 *
 * A holder that dies, by SIGKILL even, leaves a ticket that counts for nothing: its name holds the process number with
 * the time that process started. Anyone may remove such a ticket at any time, since no ticket's name is used
 * twice: a slow process can never remove a living one's by mistake. A ticket of another machine or container,
 * whose processes are not ours to see, counts while its owner keeps touching it.
 *
 * Somebody always gets on: of several that claim together the smallest ticket stays, and nobody makes a new one
 * while a living one is there.
 */
import { join } from "node:path";
import { parseMark } from "../process/owner";
import { inStore } from "./failure";
import type { StoreLayout } from "./layout";
import { changesOf, type Changes } from "./lock/changes";
import { rivalFinder } from "./lock/rivals";
import { nextStep } from "./lock/step";
import { createTicket, type OwnTicket, type Ticket } from "./lock/ticket";
import { isTaken, takeTurn } from "./lock/turn";

/** Who has the lock that is being waited for. */
export interface LockHolder {
    readonly pid: number;
}

export interface LockOptions {
    readonly signal?: AbortSignal;
    /** Called when somebody else has to finish first: this process itself, perhaps, and then another. */
    readonly onWait?: (holder: LockHolder) => void;
}

/** Runs an action that no other process, and nothing else in this one, runs at the same time under the same name. */
export async function withLock<Result>(
    layout: StoreLayout,
    name: string,
    options: LockOptions,
    action: () => Promise<Result>,
): Promise<Result> {
    const line = lineOf(layout, name);
    const passOn = await takeTurn(line, options);
    try {
        const ticket = await inStore(layout, () => acquire(layout.locks, name, options));
        try {
            return await action();
        } finally {
            await ticket.remove();
        }
    } finally {
        passOn();
    }
}

/** Runs an action under a lock that nobody has. Answers whether it did. */
export async function ifUnlocked(
    layout: StoreLayout,
    name: string,
    action: () => Promise<void>,
): Promise<boolean> {
    if (isTaken(lineOf(layout, name))) return false;
    const busy = new AbortController();
    const onWait = (): void => {
        busy.abort();
    };
    try {
        await withLock(layout, name, { signal: busy.signal, onWait }, action);
    } catch (error) {
        if (error !== busy.signal.reason) throw error;
        return false;
    }
    return true;
}

function lineOf(layout: StoreLayout, name: string): string {
    if (!/^[\w.@-]{1,100}$/.test(name)) throw new Error(`not a lock's name: ${name}`);
    return join(layout.locks, name);
}

async function acquire(folder: string, name: string, { signal, onWait }: LockOptions): Promise<OwnTicket> {
    const findRivals = rivalFinder(folder, name);
    let own: OwnTicket | undefined;
    let changes: Changes | undefined;
    try {
        for (;;) {
            signal?.throwIfAborted();
            changes?.arm();
            const step = nextStep(own, await findRivals(own));
            if (step.kind === "hold") return step.ticket;
            if (step.kind === "claim") own = await createTicket(folder, name);
            if (step.kind === "withdraw") {
                await step.ticket.remove();
                own = undefined;
            }
            if (step.kind === "wait") {
                if (changes !== undefined) await changes.next(step.rival.file, signal);
                else onWait?.(holderOf(step.rival));
                changes ??= changesOf(folder);
            }
        }
    } catch (error) {
        await own?.remove();
        throw error;
    } finally {
        changes?.close();
    }
}

function holderOf(ticket: Ticket): LockHolder {
    return { pid: parseMark(ticket.owner)?.pid ?? 0 };
}
