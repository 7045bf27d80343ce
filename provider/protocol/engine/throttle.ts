export interface Throttle {
    /** Sends the line now or, when one was sent just before, keeps it until its time; a newer one replaces it. */
    push(line: string): void;
    /** Sends the line that is being kept, if one is, and no other after it. */
    end(): void;
}

/** Lets at most one line through per interval, and never loses the last one. */
export function createThrottle(intervalMs: number, send: (line: string) => void): Throttle {
    let timer: NodeJS.Timeout | undefined;
    let kept: string | undefined;
    let ended = false;

    function sendKept(): void {
        if (kept === undefined) return;
        const line = kept;
        kept = undefined;
        send(line);
    }

    function tick(): void {
        timer = kept === undefined ? undefined : setTimeout(tick, intervalMs).unref();
        sendKept();
    }

    return {
        push(line) {
            if (ended) return;
            kept = line;
            if (!timer) tick();
        },
        end() {
            ended = true;
            clearTimeout(timer);
            sendKept();
        },
    };
}
