import { untrusted } from "../../proxy/trouble";

/** What the SDK's errors tell, whichever of its classes they are of. */
export interface ServiceError {
    /** `RequestThrottledException`, `InvalidAMIID.NotFound`; the name of a JavaScript error for one that is not the service's. */
    readonly code: string;
    readonly message: string;
    /** What EBS says besides of what does not suit it: `INVALID_CUSTOMER_KEY`. */
    readonly reason?: string;
    readonly status?: number;
    readonly requestId?: string;
}

export function asServiceError(error: unknown): ServiceError {
    const { name, code, Code, Reason, message, $metadata, $response } = error as {
        name?: string;
        code?: string;
        Code?: string;
        Reason?: string;
        message?: string;
        $metadata?: { httpStatusCode?: number; requestId?: string };
        $response?: { statusCode?: number };
    };
    return {
        code: Code ?? (name === "Error" || name === undefined ? (code ?? "Error") : name),
        message: message ?? String(error),
        reason: Reason,
        status: $metadata?.httpStatusCode ?? $response?.statusCode,
        requestId: $metadata?.requestId,
    };
}

/** Whether the same request may go better the next time. */
export type Verdict =
    /** The service is busy, or broken for the moment: it did not do it. */
    | "later"
    /** The service may have done it: nobody heard. */
    | "unclear"
    /** It is not known there yet, which passes when it has just been made. */
    | "unknown"
    | "never";

const busy = new Set([
    "ThrottlingException",
    "Throttling",
    "ThrottledException",
    "RequestThrottledException",
    "RequestThrottled",
    "RequestLimitExceeded",
    "TooManyRequestsException",
    "ConcurrentLimitExceeded",
    "ConcurrentLimitExceededException",
    "ConcurrentTagAccess",
    "SlowDown",
    "ServiceUnavailable",
    "Unavailable",
    "InsufficientCapacityOnHost",
]);

const unknown = new Set([
    "InvalidSnapshot.NotFound",
    "InvalidAMIID.NotFound",
    "InvalidAMIID.Unavailable",
    "ResourceNotFoundException",
    "InvalidID",
]);

/** What the service itself refuses, and what is wrong on this side. */
const hopeless = new Set([
    ...["CredentialsProviderError", "TokenProviderError", "ProxyRefusal", "ENOTFOUND"],
    ...Object.keys(untrusted),
]);

export function verdictOn(error: unknown): Verdict {
    const { code, status } = asServiceError(error);
    if (busy.has(code)) return "later";
    if (unknown.has(code)) return "unknown";
    if (hopeless.has(code) || (error as { code?: string }).code === "ENOTFOUND") return "never";
    if (status === undefined) return "unclear";
    if (status >= 500) return "unclear";
    if (status === 429) return "later";
    // An answer that says yes but cannot be read was cut off.
    return status < 300 ? "unclear" : "never";
}
