import { z } from "zod";

const AssumeRole = z
    .strictObject({
        roleArn: z.string().min(1).describe("The role's ARN: `arn:aws:iam::123456789012:role/images`."),
        sessionName: z
            .string()
            .min(1)
            .optional()
            .describe("What the session is called in CloudTrail. Default: `pulumi-unikernel`."),
        externalId: z
            .string()
            .min(1)
            .optional()
            .describe("What the role's trust policy asks for, where it does. Default: none."),
        durationSeconds: z
            .int()
            .min(900)
            .max(43_200)
            .optional()
            .describe("How long the session lasts, in seconds. Default: 3600."),
    })
    .meta({ id: "index:AwsAssumeRole" })
    .describe("A role to work as.");

/** The part of the provider's configuration that is about AWS: `unikernel:aws`. */
export const AwsAccess = z
    .strictObject({
        profile: z
            .string()
            .min(1)
            .optional()
            .describe(
                "A profile of the shared AWS configuration files. Default: `AWS_PROFILE`, else `default`.",
            ),
        region: z
            .string()
            .min(1)
            .optional()
            .describe(
                "Where an image is looked for that is imported by its ID alone. Default: `AWS_REGION`.",
            ),
        assumeRole: AssumeRole.optional().describe(
            "A role to work as, which the credentials found may assume. Default: none.",
        ),
        endpoint: z
            .url()
            .optional()
            .describe(
                "The URL of an emulator that stands for all services. Default: `AWS_ENDPOINT_URL`, else AWS itself.",
            ),
    })
    .meta({ id: "index:AwsAccess" })
    .describe(
        "How AWS is reached. Credentials are found as the AWS CLI finds them: environment, shared files, SSO, container, " +
            "instance.",
    );
export type AwsAccess = z.output<typeof AwsAccess>;
