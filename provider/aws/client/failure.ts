import { UserError } from "../../protocol/errors";
import { Exhausted } from "./attempts";
import { rows } from "./failures";
import { asServiceError, verdictOn, type ServiceError } from "./verdict";

/** What was asked of which region. */
export interface Question {
    readonly action: string;
    readonly resource: string;
    readonly region: string;
}

/** A request that failed in the end, in words for the user. */
export class AwsError extends UserError {
    constructor(
        message: string,
        readonly code: string,
        /** Whether the service may have done it all the same. */
        readonly unclear: boolean,
        details: { readonly property?: string; readonly cause: unknown },
    ) {
        super(message, details);
    }
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
    return error instanceof AwsError && codes.includes(error.code);
}

/** Anything but a request that failed comes back as it is: what aborted it, for one. */
export function explained(error: unknown, question: Question): unknown {
    if (!(error instanceof Exhausted)) return error;
    const service = asServiceError(error.cause);
    const row = rows.find(({ codes }) =>
        codes.some((code) => code === service.code || code === service.reason),
    );
    const { property, text } = row
        ? { property: row.property, text: row.text(question, service) }
        : { property: undefined, text: plain(question, service, error) };
    return new AwsError(text, service.code, error.unclear, { property, cause: error.cause });
}

function plain(question: Question, service: ServiceError, { cause, attempts }: Exhausted): string {
    const { action, resource, region } = question;
    const times = attempts === 1 ? "" : `, in the last of ${attempts} attempts`;
    const advice = verdictOn(cause) === "never" ? "" : " Run `pulumi up` again when it is back.";
    const id = service.requestId === undefined ? "" : ` (request ${service.requestId})`;
    return `${action} on ${resource} failed in ${region}${times}: ${said(service)}${id}.${advice}`;
}

/** The service's own words, without a stop at the end. */
export function said({ code, message }: ServiceError): string {
    const words = message.trim().replace(/\.$/, "");
    if (words === "" || words === code) return code;
    return code === "Error" || words.startsWith(code) ? words : `${code}: ${words}`;
}
