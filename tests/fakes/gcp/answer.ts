/** What the fake answers a request with. */
export interface Reply {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly bytes?: Buffer;
}

/** An answer that is an error, as Google's APIs shape one. */
export class Refusal extends Error {
    constructor(
        readonly status: number,
        readonly reason: string,
        message: string,
    ) {
        super(message);
    }

    reply(): Reply {
        const { status: code, reason, message } = this;
        const errors = [{ message, domain: "global", reason }];
        return { status: code, json: { error: { code, message, errors } } };
    }
}

export interface Asked {
    readonly method: string;
    readonly path: string;
    readonly query: URLSearchParams;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: Buffer;
    /** Of the fake itself: `http://127.0.0.1:4711`. */
    readonly origin: string;
}

export function jsonOf({ body }: Asked): Record<string, unknown> {
    try {
        return JSON.parse(body.toString()) as Record<string, unknown>;
    } catch {
        throw new Refusal(400, "parseError", "Parse Error");
    }
}
