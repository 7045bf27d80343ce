import type { GceDeprecation } from "../compute/types";
import type { Deprecation } from "../image";

const fields = ["replacement", "deprecated", "obsolete", "deleted"] as const;

/**
 * Whether an image is as deprecated as is wanted. What GCE adds of its own is no difference, but a part that was wanted before
 * has to go with the wish.
 */
export function isDeprecatedAs(
    found: GceDeprecation | undefined,
    wanted: Deprecation | undefined,
    before?: GceDeprecation,
): boolean {
    const { state = "ACTIVE" } = found ?? {};
    if (state !== (wanted?.state ?? "ACTIVE")) return false;
    return fields.every((field) => {
        const mayStay = wanted !== undefined && before?.[field] === undefined && field !== "replacement";
        return wanted?.[field] === undefined
            ? mayStay || found?.[field] === undefined
            : isEqual(found?.[field], wanted[field]);
    });
}

/** A URL of an image may come back in another form, a time in another zone. */
function isEqual(found: string | undefined, wanted: string): boolean {
    if (found === wanted) return true;
    if (found === undefined) return false;
    const path = (url: string): string => url.replace(/^.*?(?=projects\/)/, "");
    return wanted.includes("projects/")
        ? path(found) === path(wanted)
        : Date.parse(found) === Date.parse(wanted);
}

export function foundDeprecation(
    found: GceDeprecation | undefined,
    known: Deprecation | undefined,
): Deprecation | undefined {
    if (isDeprecatedAs(found, known)) return known;
    const { state = "ACTIVE" } = found ?? {};
    const given = fields.flatMap((field) => (found?.[field] === undefined ? [] : [[field, found[field]]]));
    return {
        state,
        ...(Object.fromEntries(given) as Partial<Deprecation>),
    };
}

/** Why a date is none that GCE takes. */
export function dateFailure(date: string): string | undefined {
    return form.test(date) && !Number.isNaN(Date.parse(date))
        ? undefined
        : `"${date}" is no date with a time and a zone: 2027-01-31T00:00:00Z`;
}
const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Why a text is not the URL of an image. */
export function replacementFailure(url: string): string | undefined {
    return /^(https:\/\/[^/]+\/compute\/[^/]+\/)?projects\/[^/]+\/global\/images\/(family\/)?[^/]+$/.test(url)
        ? undefined
        : `"${url}" is no URL of an image: give its selfLink, or projects/PROJECT/global/images/NAME`;
}
