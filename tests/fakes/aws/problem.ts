/** An error that the service answers with. */
export class Problem extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        message: string,
        readonly reason?: string,
    ) {
        super(message);
    }
}

export const validation = (message: string, reason = "INVALID_PARAMETER_VALUE"): Problem =>
    new Problem(400, "ValidationException", message, reason);
