/** Why an operation was told to stop. */
export class Stopped extends Error {
    override readonly name = "Stopped";

    constructor(
        override readonly cause: "cancelled" | "timeout",
        message: string,
    ) {
        super(message);
    }
}

export interface Running {
    readonly signal: AbortSignal;
    stop(reason: Stopped): void;
    end(): void;
}

/** The operations that are under way, so that all of them can be told to stop. */
export interface Calls {
    begin(action: string, timeoutSeconds?: number): Running;
    /** Stops what runs now. What begins later is not touched: the engine asks for this at every shutdown. */
    stopAll(): void;
}

export function createCalls(): Calls {
    const underway = new Set<Running>();

    return {
        begin(action, timeoutSeconds = 0) {
            const controller = new AbortController();
            const timer = timeoutSeconds > 0 ? startTimer(action, timeoutSeconds, controller) : undefined;
            const running: Running = {
                signal: controller.signal,
                stop(reason) {
                    controller.abort(reason);
                },
                end() {
                    clearTimeout(timer);
                    underway.delete(running);
                },
            };
            underway.add(running);
            return running;
        },
        stopAll() {
            for (const running of underway)
                running.stop(new Stopped("cancelled", "The operation was cancelled."));
        },
    };
}

/** The longest that a timer of Node's can wait; a longer one would fire at once. */
const longestDelayMs = 2 ** 31 - 1;

function startTimer(action: string, seconds: number, controller: AbortController): NodeJS.Timeout {
    const message =
        `${action} did not finish within its timeout of ${seconds} s. ` +
        `The resource option \`customTimeouts\` sets another one.`;
    return setTimeout(
        () => {
            controller.abort(new Stopped("timeout", message));
        },
        Math.min(seconds * 1000, longestDelayMs),
    );
}
