/** Those who wait until something is passed on to them, in the order in which they came. */
export interface Queue {
    /** Resolves at one's turn. Who is told to stop leaves. */
    wait(signal: AbortSignal): Promise<void>;
    /** Lets the first go on. False if nobody waits. */
    advance(): boolean;
}

export function createQueue(): Queue {
    const waiting: (() => void)[] = [];
    return {
        wait: (signal) =>
            new Promise((resolve, reject) => {
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
            }),
        advance() {
            const first = waiting.shift();
            first?.();
            return first !== undefined;
        },
    };
}
