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

/** What has passed meanwhile was right when it was given. */
export function deprecationFailures(
    time: string | undefined,
    previous: string | undefined,
    now: number = Date.now(),
): Failure[] {
    if (time === undefined || time === previous) return [];
    const at = /^\d{4}-\d\d-\d\d(?:T|$)/.test(time) ? Date.parse(time) : Number.NaN;
    if (Number.isNaN(at)) {
        return [
            {
                property: "deprecateAt",
                reason: `"${time}" is no time of ISO 8601, as "2027-06-30T00:00:00Z" is`,
            },
        ];
    }
    return at > now ? [] : [{ property: "deprecateAt", reason: `${time} is past; EC2 takes a time to come` }];
}
