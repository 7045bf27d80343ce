/** How many blocks may be on their way at a time, over all uploads of a process: they share its line. Pure. */
export interface Window {
    readonly size: number;
    /** When it last shrank, in milliseconds. What was begun before tells nothing of what there is room for now. */
    readonly shrunkAt: number;
    /** How long the block that arrived last was on its way, in milliseconds. */
    readonly lastMs?: number;
}

export interface Measures {
    /** A block that is on its way for less than this, in milliseconds, leaves room for another one. */
    readonly easyBlockMs: number;
    /** How long the attempts may be that send one, in milliseconds: on a fast line, and on a slow one. */
    readonly attemptMs: number;
    readonly blockMs: number;
}

interface Sent {
    readonly begunAt: number;
    readonly endedAt: number;
}

/** Enough to fill a fast line at once, and so few that each gets through a slow one in time. */
const first = 16;
/** EBS takes a thousand a second for each snapshot. */
export const most = 64;

export const openWindow: Window = { size: first, shrunkAt: 0 };

/** It doubles in the time that a block is on its way as long as that is short, and stays below what an attempt may take. */
export function afterBlock(window: Window, sent: Sent, { easyBlockMs }: Measures): Window {
    const lastMs = sent.endedAt - sent.begunAt;
    if (lastMs < easyBlockMs) return { ...window, lastMs, size: Math.min(most, window.size + 1) };
    return { ...(lastMs > 3 * easyBlockMs ? shrunk(window, sent) : window), lastMs };
}

/** A block that did not arrive: there was no time for it, or the service was busy. */
export const afterFailure = (window: Window, sent: Sent): Window => shrunk(window, sent);

function shrunk(window: Window, { begunAt, endedAt }: Sent): Window {
    if (begunAt < window.shrunkAt) return window;
    return { ...window, size: Math.max(1, Math.floor(window.size / 2)), shrunkAt: endedAt };
}

/** How long the next attempt may take. Before any block has arrived nothing is known of the line. */
export function limitMs({ lastMs }: Window, { attemptMs, blockMs }: Measures): number {
    return lastMs === undefined ? blockMs : Math.min(blockMs, Math.max(attemptMs, 4 * lastMs));
}
