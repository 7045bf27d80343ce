import type { z } from "zod";
import { areRelated, formatPath, type Path } from "../path";
import type { Failure } from "../errors";

type Issue = z.core.$ZodIssue;

/**
 * The failures that zod's issues stand for, each at the property at fault. An issue with a value that is not known
 * yet, or with what holds one, is none: it is judged when everything is known.
 */
export function failuresOf(issues: readonly Issue[], unknowns: readonly Path[]): Failure[] {
    return issues.filter((issue) => !isUndecided(issue, unknowns)).flatMap((issue) => flatten(issue, []));
}

function isUndecided(issue: Issue, unknowns: readonly Path[]): boolean {
    const path = issue.path as Path;
    // A property that does not exist is wrong whatever its value.
    if (issue.code === "unrecognized_keys") return false;
    return unknowns.some((unknown) => areRelated(unknown, path));
}

function flatten(issue: Issue, above: Path): Failure[] {
    const path = [...above, ...(issue.path as Path)];
    if (issue.code === "unrecognized_keys") {
        const reasons = issue.message.split("\n");
        return issue.keys.map((key, index) => failure([...path, key], reasons[index] ?? issue.message));
    }
    if (issue.code === "invalid_union") {
        const meant = meantOption(issue.errors);
        if (meant) return meant.flatMap((inner) => flatten(inner, path));
    }
    return [failure(path, issue.message)];
}

/** The option of a union that the value was meant to be, if one shows: the only one whose type is right at its root. */
function meantOption(options: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
    const near = options.filter((issues) => issues.every((issue) => !isOtherType(issue)));
    return near.length === 1 ? near[0] : undefined;
}

function isOtherType(issue: Issue): boolean {
    return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
}

function failure(path: Path, reason: string): Failure {
    return { property: formatPath(path), reason };
}
