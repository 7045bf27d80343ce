import { createHash } from "node:crypto";
import api from "./compute-api.json";
import { member, type Account, type Image } from "./account";
import { Refusal } from "./answer";

export function invalid(field: string, value: string, why: string): never {
    throw new Refusal(
        400,
        "invalid",
        `Invalid value for field 'resource.${field}': '${value}'. ${why}`.trim(),
    );
}

/** Asks for a permission as Compute Engine does. */
export function allow({ denied, asked }: Account, permission: string, resource: string): void {
    asked.add(permission);
    if (denied.has(permission))
        throw new Refusal(403, "forbidden", `Required '${permission}' permission for '${resource}'`);
}

/** The same of Cloud Storage. */
export function allowStorage({ denied, asked }: Account, permission: string): void {
    asked.add(permission);
    if (!denied.has(permission)) return;
    const message = `${member} does not have ${permission} access to the Google Cloud Storage object. Permission '${permission}' denied on resource (or it may not exist).`;
    throw new Refusal(403, "forbidden", message);
}

export function checkedName(field: string, name: string): void {
    if (!/^(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)$/.test(name))
        invalid(field, name, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'");
}

const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const imageUrl = /^(https:\/\/[^/]+\/compute\/v1\/)?projects\/[^/]+\/global\/images\/[a-z][-a-z0-9]*$/;

export function checkedDeprecation(body: Readonly<Record<string, unknown>>): void {
    knownFields(body, api.DeprecationStatus, "resource");
    const { state = "", replacement, ...dates } = body as Readonly<Record<string, string | undefined>>;
    if (!api.DeprecationState.includes(state)) invalid("state", state, "");
    for (const [field, given = ""] of Object.entries(dates))
        if (!date.test(given) || !(Date.parse(given) > 0))
            invalid(field, given, "Must be an RFC3339 timestamp.");
    if (replacement !== undefined && !imageUrl.test(replacement))
        invalid("replacement", replacement, "The URL is malformed.");
}

export function knownFields(body: object, fields: readonly string[], what: string): void {
    const other = Object.keys(body).find((name) => !fields.includes(name));
    if (other !== undefined)
        throw new Refusal(
            400,
            "badRequest",
            `Invalid JSON payload received. Unknown name "${other}" at '${what}': Cannot find field.`,
        );
}

const methods: Readonly<Record<string, { readonly query: readonly string[] }>> = {
    "POST images": api.methods["Images.Insert"],
    "GET images/*": api.methods["Images.Get"],
    "DELETE images/*": api.methods["Images.Delete"],
    "PATCH images/*": api.methods["Images.Patch"],
    "POST images/*/setLabels": api.methods["Images.SetLabels"],
    "POST images/*/deprecate": api.methods["Images.Deprecate"],
    "GET operations": api.methods["GlobalOperations.List"],
    "POST operations/*/wait": api.methods["GlobalOperations.Wait"],
};

export function knownQuery(called: string, query: URLSearchParams): void {
    const known = methods[called]?.query ?? [];
    const other = [...query.keys()].find((name) => !known.includes(name));
    if (other !== undefined)
        throw new Refusal(
            400,
            "badRequest",
            `Invalid JSON payload received. Unknown name "${other}": Cannot bind query parameter. Field '${other}' could not be found in request message.`,
        );
}

export function checkedLabels(given: unknown): Record<string, string> {
    const labels = (given ?? {}) as Record<string, string>;
    for (const [name, value] of Object.entries(labels)) {
        if (!/^[a-z][a-z0-9_-]{0,62}$/.test(name)) invalid("labels", name, "Label key is invalid.");
        if (!/^[a-z0-9_-]{0,63}$/.test(value)) invalid("labels", value, "Label value is invalid.");
    }
    if (Object.keys(labels).length > 64) invalid("labels", "", "Too many labels.");
    return { ...labels };
}

export const fingerprint = ({ labels }: Pick<Image, "labels">): string =>
    createHash("sha256").update(JSON.stringify(labels)).digest("base64url").slice(0, 12) + "=";
