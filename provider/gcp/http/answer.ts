/** What a Google API answers a request with, once it has been heard in full. */
export interface Answer {
    readonly status: number;
    readonly headers: Headers;
    /** Nothing where the body is empty. */
    readonly body: unknown;
}

/** An error as Google's APIs tell one: `{"error": {"code": 403, "message": …, "errors": [{"reason": …}]}}`. */
export interface ApiError {
    readonly status: number;
    readonly reason: string;
    readonly message: string;
}

interface ErrorBody {
    readonly error?: {
        readonly message?: string;
        readonly status?: string;
        readonly errors?: readonly { readonly reason?: string }[];
    };
}

/** Tolerates what a proxy in between may answer: HTML, or nothing. */
export function apiError({ status, body }: Pick<Answer, "status" | "body">): ApiError {
    const { error } = (typeof body === "object" ? (body as ErrorBody | null) : undefined) ?? {};
    return {
        status,
        reason: error?.errors?.[0]?.reason ?? error?.status ?? "",
        message: error?.message?.trim() ?? `HTTP status ${status}`,
    };
}

/** Whether the same request may succeed in a moment. */
export function isPassing({ status, reason }: Pick<ApiError, "status" | "reason">): boolean {
    if (status === 408 || status === 429 || status >= 500) return true;
    return status === 403 && /^(userR|r)ateLimitExceeded$/.test(reason);
}
