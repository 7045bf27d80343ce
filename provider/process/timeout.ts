/**
 * A signal that aborts after some time. Node 20 collects one of `AbortSignal.timeout` that nothing but
 * `AbortSignal.any` refers to, and what waits for the two together then waits for ever. A timer of our own keeps this one.
 */
export function timeoutSignal(ms: number): AbortSignal {
    const controller = new AbortController();
    const expire = (): void => {
        controller.abort(new DOMException(`${ms} ms are over`, "TimeoutError"));
    };
    setTimeout(expire, ms).unref();
    return controller.signal;
}
