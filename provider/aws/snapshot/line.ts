import type { Pace } from "../client/pace";
import { verdictOn } from "../client/verdict";
import { afterBlock, afterFailure, limitMs, openWindow } from "./window";

/** The line to the network, which all uploads of a process share. */
export interface Line {
    /** Waits until there is room for one more block. What it answers gives the room back. */
    readonly enter: (signal: AbortSignal) => Promise<() => void>;
    /** How many blocks may be on their way. */
    readonly room: () => number;
    /** How long an attempt may take, in milliseconds. */
    readonly limitMs: () => number;
    /** Makes one attempt at a block, and learns from how it goes. */
    readonly attempt: <Answer>(send: () => Promise<Answer>) => Promise<Answer>;
}

const lines = new WeakMap<Pace, Line>();

/** One for each pace: those who keep the same share the same line. */
export function lineOf(pace: Pace): Line {
    const line = lines.get(pace) ?? openLine(pace);
    lines.set(pace, line);
    return line;
}

function openLine(pace: Pace): Line {
    let [window, active] = [openWindow, 0];
    const waiting = new Set<() => void>();
    const admit = (): void => {
        for (const go of waiting) {
            if (active >= window.size) return;
            waiting.delete(go);
            active++;
            go();
        }
    };
    const leave = (): void => {
        active--;
        admit();
    };
    return {
        enter: async (signal) => {
            signal.throwIfAborted();
            await new Promise<void>((resolve, reject) => {
                const go = (): void => {
                    signal.removeEventListener("abort", stop);
                    resolve();
                };
                const stop = (): void => {
                    waiting.delete(go);
                    reject(signal.reason as Error);
                };
                signal.addEventListener("abort", stop, { once: true });
                waiting.add(go);
                admit();
            });
            return leave;
        },
        room: () => window.size,
        limitMs: () => limitMs(window, pace),
        attempt: async (send) => {
            const begunAt = performance.now();
            try {
                const answer = await send();
                window = afterBlock(window, { begunAt, endedAt: performance.now() }, pace);
                admit();
                return answer;
            } catch (error) {
                // What is unknown or refused says nothing of the line.
                if (["later", "unclear"].includes(verdictOn(error)))
                    window = afterFailure(window, { begunAt, endedAt: performance.now() });
                throw error;
            }
        },
    };
}
