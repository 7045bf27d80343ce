import { refusalAdvice, untrusted } from "../../proxy/trouble";
import type { Question } from "./failure";
import type { ServiceError } from "./verdict";

/** What to tell the user when a service answers with one of these codes. */
export interface Row {
    /** Or the reason that EBS gives for one of its own. */
    readonly codes: readonly string[];
    /** The input at fault, if one is. */
    readonly property?: string;
    readonly text: (question: Question, error: ServiceError) => string;
}

/** What EC2 adds for those who can decode it says nothing to others. */
const words = ({ message }: ServiceError): string =>
    message
        .replace(/\s*Encoded authorization failure message:.*$/s, "")
        .trim()
        .replace(/\.$/, "");

/** What was not allowed may be something that had to come first: to assume a role, for one. */
function refused(
    { action, resource }: Question,
    { message }: ServiceError,
): Pick<Question, "action" | "resource"> {
    const [, first = action] = /not authorized to perform: ([a-z0-9-]+:\w+)/.exec(message) ?? [];
    const on = /on resource: (\S+?)[.,]?(?:\s|$)/.exec(message)?.[1];
    return { action: first, resource: first === action ? resource : (on ?? resource) };
}

const policy = "docs/aws.md holds the policy with all that is needed";

export const rows: readonly Row[] = [
    {
        codes: ["CredentialsProviderError"],
        text: ({ region }, error) =>
            `No AWS credentials were found for ${region}: ${words(error)}. Set AWS_PROFILE or unikernel:aws.profile, run ` +
            "`aws sso login` or `aws configure`, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    },
    {
        codes: ["ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenProviderError"],
        text: ({ action, region }, error) =>
            `The AWS credentials have expired (${action} in ${region}: ${words(error)}). Get new ones, with ` +
            "`aws sso login` for instance, and run `pulumi up` again.",
    },
    {
        codes: [
            "UnrecognizedClientException",
            "AuthFailure",
            "InvalidClientTokenId",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "InvalidAccessKeyId",
        ],
        text: ({ action, region }, error) =>
            `AWS does not accept the credentials in ${region} (${action}: ${words(error)}). They are wrong or no longer ` +
            "valid, this machine's clock is off, or the account has not enabled the region.",
    },
    {
        codes: ["OptInRequired"],
        property: "regions",
        text: ({ region }) =>
            `the account has not enabled ${region}. Enable it in the account's settings, or leave it out`,
    },
    {
        codes: [
            "AccessDeniedException",
            "AccessDenied",
            "UnauthorizedOperation",
            "UnauthorizedAccess",
            "Client.UnauthorizedOperation",
        ],
        text: (question, error) => {
            const { action, resource } = refused(question, error);
            return `The credentials may not do ${action} on ${resource} in ${question.region}: ${words(error)}. Allow it; ${policy}.`;
        },
    },
    {
        codes: ["OperationNotPermitted"],
        property: "launchPermissions",
        text: ({ action, region }, error) =>
            `${action} is not permitted in ${region}: ${words(error)}. Public images need "block public access for AMIs" to be ` +
            "off in that region",
    },
    {
        codes: ["ENOTFOUND"],
        property: "regions",
        text: ({ region, action }) =>
            `${region} has no endpoint for ${action.split(":")[0] ?? action}: there is no such region, or this machine has no ` +
            "name service (behind a proxy, set HTTPS_PROXY)",
    },
    {
        codes: Object.keys(untrusted),
        text: ({ region, action }, error) =>
            `${action} failed in ${region}: the endpoint's certificate is not trusted (${words(error)}). ${untrusted[error.code] ?? ""}.`,
    },
    {
        codes: ["ProxyRefusal"],
        text: ({ region, action }, error) =>
            `${action} failed in ${region}: ${words(error)}. ${refusalAdvice}.`,
    },
    {
        codes: ["InvalidAMIName.Duplicate"],
        property: "name",
        text: ({ resource, region }) =>
            `${resource} is taken: another image in ${region} has that name. Choose another one, or leave \`name\` out`,
    },
    {
        codes: ["InvalidAMIName.Malformed"],
        property: "name",
        text: ({ region }, error) => `EC2 in ${region} does not take that name: ${words(error)}`,
    },
    {
        codes: [
            "SnapshotLimitExceeded",
            "ServiceQuotaExceededException",
            "PendingSnapshotLimitExceeded",
            "ConcurrentSnapshotLimitExceeded",
            "AMIQuotaExceeded",
            "ImageLimitExceeded",
            "ResourceLimitExceeded",
        ],
        text: ({ action, region }, error) =>
            `A quota of the account is used up in ${region} (${action}: ${words(error)}). Remove what is no longer needed, or ask ` +
            "for more in the Service Quotas console.",
    },
    {
        codes: ["NotFoundException", "InvalidKMSKey.NotFound"],
        property: "kmsKeyId",
        text: ({ resource, region }) =>
            `there is no ${resource} in ${region}. A key belongs to one region: give one for each, as in ` +
            `\`{ "${region}": "alias/images" }\``,
    },
    {
        codes: [
            "INVALID_CUSTOMER_KEY",
            "InvalidKMSKey.InvalidState",
            "DisabledException",
            "KMSInvalidStateException",
        ],
        property: "kmsKeyId",
        text: ({ region }, error) => `the KMS key cannot be used in ${region}: ${words(error)}`,
    },
];
