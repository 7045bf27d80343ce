/** A failure worth telling the user as it stands: what failed, the tool's own words, what to do next. */
export class UserError extends Error {
    override readonly name = "UserError";
    /** The input property at fault, if one is: `networks.service.address`. */
    readonly property?: string;
    /** Where the whole log of the failed tool is. */
    readonly logPath?: string;

    constructor(message: string, details: { property?: string; logPath?: string; cause?: unknown } = {}) {
        super(message, { cause: details.cause });
        this.property = details.property;
        this.logPath = details.logPath;
    }
}

/** What an error says, and where there is more to read. */
export function withLog({ message, logPath }: UserError): string {
    return logPath && !message.includes(logPath) ? `${message}\nThe full log is in ${logPath}` : message;
}

/** One input property that cannot be accepted: what is wrong with it and what is allowed. */
export interface Failure {
    readonly property: string;
    readonly reason: string;
}

/** Several input properties are wrong. Reported on each of them. */
export class InvalidInputs extends Error {
    override readonly name = "InvalidInputs";

    constructor(readonly failures: readonly Failure[]) {
        super(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
    }
}

/**
 * The resource exists but is not ready. Its state is kept, and the next `up` calls `update` on it even when
 * nothing else has changed.
 */
export class NotReady<Outputs> extends Error {
    override readonly name = "NotReady";

    constructor(
        readonly state: {
            readonly id: string;
            readonly outputs: Outputs;
            /** Only when it is read for an import: the inputs that describe it. */
            readonly inputs?: Readonly<Record<string, unknown>>;
        },
        readonly reasons: readonly string[],
    ) {
        super(reasons.join("\n"));
    }
}
