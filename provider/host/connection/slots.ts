/** So many at once, the others in the order in which they asked. */
export interface Slots {
    use<Result>(signal: AbortSignal, action: () => Promise<Result>): Promise<Result>;
    /** Allows fewer than there are now, from when they end on. False if there is but one. */
    lower(): boolean;
}

export function slots(initially: number): Slots {
    let limit = initially;
    let taken = 0;
    const waiting: (() => void)[] = [];

    /** Waits for one to be passed on, without being given back: nobody can come in between. */
    function inherit(signal: AbortSignal): Promise<void> {
        return new Promise((resolve, reject) => {
            const leave = (): void => {
                waiting.splice(waiting.indexOf(enter), 1);
                reject(signal.reason as Error);
            };
            const enter = (): void => {
                signal.removeEventListener("abort", leave);
                resolve();
            };
            waiting.push(enter);
            signal.addEventListener("abort", leave, { once: true });
        });
    }

    return {
        async use(signal, action) {
            signal.throwIfAborted();
            if (taken < limit) taken += 1;
            else await inherit(signal);
            try {
                return await action();
            } finally {
                const next = taken <= limit ? waiting.shift() : undefined;
                if (next) next();
                else taken -= 1;
            }
        },
        lower() {
            limit = Math.max(1, taken - 1);
            return taken > 1;
        },
    };
}
