import type { Outcome } from "./once";
import type { Script } from "./script";

/** A session that is opened while its script is yet to come. */
export interface Ahead {
    /** Nothing comes of it where there is one already, or sshd has no room for any. */
    run(
        coming: Promise<Script>,
        signal: AbortSignal,
        open: (signal: AbortSignal) => Promise<Outcome>,
    ): Promise<Outcome | undefined>;
    /** For a session that was refused: gives up one that waits for its script, or waits for its end. Whether there was one. */
    makeRoom(): Promise<boolean>;
}

/**
 * One at a time, apart from those that are counted: what its script waits for is said by another one, which may need the last of those. Once
 * sshd has refused any, there is none any more.
 */
export function aheadOfScripts(): Ahead {
    let isWanted = true;
    let current: { readonly ended: Promise<unknown>; readonly giveUp: () => void } | undefined;
    return {
        async run(coming, signal, open) {
            if (!isWanted || current !== undefined) return undefined;
            let hasCome = false;
            const comes = (): void => {
                hasCome = true;
            };
            void coming.then(comes, comes);
            const waiting = new AbortController();
            const opened = open(AbortSignal.any([signal, waiting.signal]));
            const giveUp = (): void => {
                if (!hasCome) waiting.abort(new Error("another one needs its session"));
            };
            current = { ended: opened.catch(() => undefined), giveUp };
            try {
                const outcome = await opened;
                isWanted &&= outcome.fate !== "refused";
                return outcome;
            } finally {
                current = undefined;
            }
        },
        async makeRoom() {
            isWanted = false;
            if (current === undefined) return false;
            current.giveUp();
            await current.ended;
            return true;
        },
    };
}
