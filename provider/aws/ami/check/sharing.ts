import type { Failure } from "../../../protocol/errors";
import type { LaunchPermissions } from "../../image/permissions";

export function permissionFailures(given: LaunchPermissions | undefined): Failure[] {
    const { accounts = [], organizations = [], organizationalUnits = [] } = given ?? {};
    return [
        ...accounts.flatMap((account, index) =>
            /^\d{12}$/.test(account)
                ? []
                : wrong(`accounts[${index}]`, `"${account}" is no account: 12 digits`),
        ),
        ...organizations.flatMap((arn, index) => arnFailures(arn, `organizations[${index}]`, "organization")),
        ...organizationalUnits.flatMap((arn, index) =>
            arnFailures(arn, `organizationalUnits[${index}]`, "ou"),
        ),
    ];
}

function arnFailures(arn: string, property: string, kind: "organization" | "ou"): Failure[] {
    if (new RegExp(`^arn:[^:]+:organizations::\\d{12}:${kind}/.+$`).test(arn)) return [];
    return wrong(
        property,
        `"${arn}" is no ARN of that kind: arn:aws:organizations::123456789012:${kind}/o-…`,
    );
}

const wrong = (property: string, reason: string): Failure[] => [
    { property: `launchPermissions.${property}`, reason },
];

interface Deprecation {
    readonly time: string | undefined;
    readonly isPublic: boolean;
    /** What has passed meanwhile was right when it was given. */
    readonly previous: string | undefined;
}

/** In years: how far ahead EC2 lets a time be, of an image that everybody may launch and of any other. */
const furthest = { public: 2, other: 10 };

export function deprecationFailures(
    { time, isPublic, previous }: Deprecation,
    now: number = Date.now(),
): Failure[] {
    if (time === undefined) return [];
    const wrong = (reason: string): Failure[] => [{ property: "deprecateAt", reason }];
    const at = /^\d{4}-\d\d-\d\d(?:T|$)/.test(time) ? Date.parse(time) : Number.NaN;
    if (Number.isNaN(at)) return wrong(`"${time}" is no time of ISO 8601, as "2027-06-30T00:00:00Z" is`);
    if (at <= now && time !== previous) return wrong(`${time} is past; EC2 takes a time to come`);
    const [years, kind] = isPublic ? [furthest.public, "a public image's"] : [furthest.other, "an image's"];
    const limit = new Date(now);
    limit.setUTCFullYear(limit.getUTCFullYear() + years);
    return at <= limit.getTime()
        ? []
        : wrong(`${time} is too far ahead; ${kind} may be ${years} years from now at most`);
}
