import type { GceDeprecation } from "../compute/types";
import type { Deprecation } from "../image";

const fields = ["replacement", "deprecated", "obsolete", "deleted"] as const;

/** Whether an image is as deprecated as is wanted. What GCE adds of its own is no difference. */
export function isDeprecatedAs(found: GceDeprecation | undefined, wanted: Deprecation | undefined): boolean {
    const { state = "ACTIVE" } = found ?? {};
    if (state !== (wanted?.state ?? "ACTIVE")) return false;
    return fields.every((field) =>
        wanted?.[field] === undefined
            ? wanted !== undefined || found?.[field] === undefined
            : isEqual(found?.[field], wanted[field]),
    );
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
        state: state === "DELETED" ? "OBSOLETE" : state,
        ...(Object.fromEntries(given) as Partial<Deprecation>),
    };
}
