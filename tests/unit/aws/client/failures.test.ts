import { expect, test } from "@jest/globals";
import { Exhausted } from "../../../../provider/aws/client/attempts";
import { AwsError, explained } from "../../../../provider/aws/client/failure";

const question = { action: "ec2:RegisterImage", resource: "the image name web", region: "eu-west-1" };

/** As the SDK throws what a service answers. */
const answer = (name: string, message: string, more: object = {}): Error =>
    Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 }, ...more });

const cases: readonly (readonly [what: string, error: Error, message: string, property?: string])[] = [
    [
        "a region that is not enabled",
        answer("OptInRequired", "You are not subscribed to this service."),
        "the account has not enabled eu-west-1. Enable it in the account's settings, or leave it out",
        "regions",
    ],
    [
        "a region that there is not",
        Object.assign(new Error("getaddrinfo ENOTFOUND ec2.eu-west-1.amazonaws.com"), { code: "ENOTFOUND" }),
        "eu-west-1 has no endpoint for ec2: there is no such region, or this machine has no name service (behind a proxy, set HTTPS_PROXY)",
        "regions",
    ],
    [
        "a proxy that looks into TLS",
        Object.assign(new Error("self-signed certificate in certificate chain"), {
            code: "SELF_SIGNED_CERT_IN_CHAIN",
        }),
        "ec2:RegisterImage failed in eu-west-1: the endpoint's certificate is not trusted (self-signed certificate in " +
            "certificate chain). Where a proxy looks into TLS, set NODE_EXTRA_CA_CERTS to a file with its authority's certificate.",
    ],
    [
        "a name that EC2 does not take",
        answer("InvalidAMIName.Malformed", "AMI names must be between 3 and 128 characters long."),
        "EC2 in eu-west-1 does not take that name: AMI names must be between 3 and 128 characters long",
        "name",
    ],
    [
        "a key that is disabled",
        answer("DisabledException", "arn:aws:kms:eu-west-1:1:key/2 is disabled."),
        "the KMS key cannot be used in eu-west-1: arn:aws:kms:eu-west-1:1:key/2 is disabled",
        "kmsKeyId",
    ],
    [
        "a key that EBS does not take",
        answer("ValidationException", "The key does not exist in this region.", {
            Reason: "INVALID_CUSTOMER_KEY",
        }),
        "the KMS key cannot be used in eu-west-1: The key does not exist in this region",
        "kmsKeyId",
    ],
    [
        "no right, with more than anybody can read",
        answer(
            "UnauthorizedOperation",
            "You are not authorized to perform this operation. Encoded authorization failure message: AbC-123",
        ),
        "The credentials may not do ec2:RegisterImage on the image name web in eu-west-1: You are not authorized to perform " +
            "this operation. Allow it; docs/aws.md holds the policy with all that is needed.",
    ],
    [
        "a refusal that nobody has heard of",
        answer("InvalidThing", "The thing is wrong.", {
            $metadata: { httpStatusCode: 400, requestId: "req-7" },
        }),
        "ec2:RegisterImage on the image name web failed in eu-west-1: InvalidThing: The thing is wrong (request req-7).",
    ],
    [
        "a service that is broken",
        answer("InternalError", "", { $metadata: { httpStatusCode: 500 } }),
        "ec2:RegisterImage on the image name web failed in eu-west-1, in the last of 9 attempts: InternalError. Run `pulumi up` " +
            "again when it is back.",
    ],
    [
        "a network that is gone",
        Object.assign(new Error("connect ECONNREFUSED 192.0.2.1:443"), { code: "ECONNREFUSED" }),
        "ec2:RegisterImage on the image name web failed in eu-west-1, in the last of 9 attempts: ECONNREFUSED: connect " +
            "ECONNREFUSED 192.0.2.1:443. Run `pulumi up` again when it is back.",
    ],
];

const rows = cases.map(([what, error, message, property]) => ({ what, error, message, property }));

test.each(rows)("$what is told with what to do", ({ error, message, property }) => {
    const isRepeated = message.includes("of 9 attempts");
    const told = explained(new Exhausted(error, isRepeated ? 9 : 1, false), question) as AwsError;
    expect(told).toBeInstanceOf(AwsError);
    expect({ message: told.message, property: told.property }).toEqual({ message, property });
});

test("what was aborted is told as it is", () => {
    const reason = new Error("interrupted");
    expect(explained(reason, question)).toBe(reason);
});
