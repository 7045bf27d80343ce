import { UserError } from "../../protocol/errors";
import { OperationFailed } from "../compute/operation";
import type { ApiError } from "../http/answer";
import { Refused } from "../http/client";

export interface Subject {
    /** `the image web-3f9a8c21d0` */
    readonly what: string;
    readonly project: string;
    readonly bucket?: string;
}

/** Runs what talks to Google, and says what its refusals mean. Others pass. */
export async function told<Result>(subject: Subject, action: () => Promise<Result>): Promise<Result> {
    try {
        return await action();
    } catch (error) {
        if (error instanceof Refused) throw refusal(subject, error);
        if (error instanceof OperationFailed) throw operationFailure(subject, error);
        throw error;
    }
}

/** Pure. */
export function refusal(subject: Subject, { error, url }: Refused): UserError {
    const said = sentence(error.message);
    const { message, property } = meaning(subject, error, url);
    return new UserError(`${capital(subject.what)} ${message(said)}`, { property, cause: error });
}

interface Meaning {
    readonly message: (said: string) => string;
    readonly property?: string;
}

function meaning({ project, bucket }: Subject, error: ApiError, url: string): Meaning {
    const isStorage = url.includes("/storage/v1/");
    const { status, reason } = error;
    if (status === 401) {
        return {
            message: (said) =>
                `was not touched: the Google credentials are not accepted: ${said} ` +
                "Run `gcloud auth application-default login`, or renew the key or token that is configured.",
        };
    }
    if (reason === "accessNotConfigured" || reason === "SERVICE_DISABLED")
        return { message: (said) => `was not touched: an API is switched off: ${said}`, property: "project" };
    if (isStorage && status === 404 && bucket !== undefined) {
        return {
            message: () =>
                `cannot be uploaded: there is no bucket ${bucket}. Create it: gcloud storage buckets create gs://${bucket}`,
            property: "bucket",
        };
    }
    if (!isStorage && status === 404 && error.message.includes(`'projects/${project}'`)) {
        return {
            message: () =>
                `cannot be made: there is no project ${project}, or the caller may not see it. Give a project's ID; ` +
                "`gcloud projects list` shows them.",
            property: "project",
        };
    }
    if (isRate(error)) {
        return {
            message: (said) => `was refused for too many requests: ${said} Run this again in a few minutes.`,
        };
    }
    if (isQuota(error))
        return { message: (said) => `was refused for a quota: ${said} ${quotaAdvice(project)}` };
    if (status === 403) return { message: (said) => denied(error, { project, bucket, isStorage }, said) };
    return { message: (said) => `was refused: ${said}`, ...propertyOf(error, isStorage) };
}

/** A limit of requests in a minute, not of what there may be. */
const isRate = ({ reason, status }: ApiError): boolean =>
    status === 429 || /RateLimitExceeded$/i.test(reason);

const isQuota = ({ reason, status, message }: ApiError): boolean =>
    /quota/i.test(reason) || (status === 403 && /\bquota\b/i.test(message));

const quotaAdvice = (project: string): string =>
    `Delete images, or ask for more: https://console.cloud.google.com/iam-admin/quotas?project=${project}`;

function denied(
    { message }: ApiError,
    { project, bucket, isStorage }: { project: string; bucket?: string; isStorage: boolean },
    said: string,
): string {
    // `Required 'compute.images.create' permission for …`, `Permission 'storage.objects.create' denied on resource …`
    const permission = /'([a-z]+\.[A-Za-z]+\.[A-Za-z]+)'/.exec(message)?.[1];
    const where = isStorage && bucket !== undefined ? `the bucket ${bucket}` : `the project ${project}`;
    const remedy =
        permission === undefined
            ? `Check the roles that the caller has on ${where}.`
            : `Grant the caller a role with ${permission} on ${where}; docs/gcp.md has one with all that is needed.`;
    return `was refused: ${said} ${remedy}`;
}

/** `Invalid value for field 'resource.name': …` */
function propertyOf({ message }: ApiError, isStorage: boolean): { property?: string } {
    if (isStorage) return { property: "bucket" };
    const field = /field 'resource\.([a-zA-Z]+)/.exec(message)?.[1];
    return field !== undefined && fields.has(field) ? { property: field } : {};
}
const fields = new Set(["name", "family", "labels", "guestOsFeatures", "storageLocations", "deprecated"]);

/** Pure. */
function operationFailure(
    { what, project }: Subject,
    { code, message, operation }: OperationFailed,
): UserError {
    const verb = operation.operationType === "insert" ? "could not be made" : "could not be changed";
    const advice = code.includes("QUOTA") ? ` ${quotaAdvice(project)}` : "";
    return new UserError(`${capital(what)} ${verb}: ${sentence(message)}${advice}`);
}

const capital = (text: string): string => (text[0]?.toUpperCase() ?? "") + text.slice(1);

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
