import { z } from "zod";
import { Artifact } from "../artifact/artifact";
import { ApplianceIdentity, DiskArguments } from "../disk";
import { resource } from "../protocol/resource";
import { amiExamples } from "./ami/examples";
import { LaunchPermissions } from "./image/permissions";

const BootMode = z
    .enum(["legacy-bios", "uefi", "uefi-preferred"])
    .meta({ id: "aws:BootMode" })
    .describe(
        "How a machine starts an image: `uefi-preferred` is UEFI where the instance type has it, else BIOS. Bare metal and " +
            "the oldest types have BIOS only, arm64 has UEFI only.",
    );

export const AmiInputs = z.strictObject({
    image: Artifact.describe(
        "The unikernel: the `artifact` of an Image or a PrebuiltImage, for the target `spt`, `hvt` or `unix`. `hvt` needs " +
            "/dev/kvm: bare metal, or an instance type with nested virtualization.",
    ),
    regions: z
        .array(z.string())
        .describe(
            'The regions to have the image in: `["eu-west-1"]`. It is uploaded to all of them at once; one that is ' +
                "added later is uploaded to alone, and from one that is taken away the image is removed.",
        ),
    boot: BootMode.optional().describe("Default: `uefi-preferred`, and `uefi` for aarch64."),
    args: DiskArguments.default([]).describe(
        "Arguments for the unikernel, or `{ fromMetadata: true }` to have each machine take them from its user data. " +
            "They are on the disk, for everybody to read who may launch the image. Default: none.",
    ),
    appliance: ApplianceIdentity.optional(),
    tags: z
        .record(z.string(), z.string())
        .default({})
        .describe("Tags of the image and its snapshot. Default: none but the provider's own."),
    encrypted: z
        .boolean()
        .default(false)
        .describe(
            "Whether the snapshot is encrypted. Default: false, which an account that encrypts all turns into true.",
        ),
    kmsKeyId: z
        .union([z.string().min(1), z.record(z.string(), z.string().min(1))])
        .optional()
        .describe(
            "The KMS key to encrypt with: its ARN, its ID or an alias like `alias/images`; for several regions an alias " +
                'that each has, or one for each: `{ "eu-west-1": "alias/images" }`. Default: the account\'s key for EBS.',
        ),
    launchPermissions: LaunchPermissions.optional().describe(
        "Who besides the account may launch it. Default: nobody.",
    ),
    deprecateAt: z
        .string()
        .optional()
        .describe(
            "From when on the image is not listed to others any more, as ISO 8601, to the minute: " +
                '`"2027-06-30T00:00:00Z"`. Machines run on, and those who know its ID can still launch it. ' +
                "At most ten years from now, of a public image two. Default: never; of a public image two years after it " +
                "was made, by EC2's own rule.",
        ),
    name: z
        .string()
        .optional()
        .describe(
            "The image's name: 3 to 128 letters, digits, spaces and `()[]./-'@_`. Two images of one account and region " +
                "can't share one, so with a name of yours the old image is removed before its replacement is made. Default: " +
                "the resource's name and seven random digits.",
        ),
    description: z.string().max(255).optional().describe("Default: says which image it is made of."),
});
export type AmiInputs = z.output<typeof AmiInputs>;

const byRegion = z.record(z.string(), z.string());

export const AmiOutputs = z.strictObject({
    ids: byRegion.describe('The image\'s ID in each region: `{ "eu-west-1": "ami-0123456789abcdef0" }`.'),
    snapshotIds: byRegion.describe("The ID of the snapshot the image is made of, in each region."),
    architecture: z.string().describe("As EC2 calls it: `x86_64` or `arm64`."),
    bootMode: BootMode.describe("The boot mode the image is registered with."),
    contents: z
        .string()
        .describe("Tells what is on the disk: the unikernel, its arguments and the appliance."),
    uploadBytes: z
        .number()
        .optional()
        .describe("What was sent to each region, in bytes: the blocks of the disk that are not zero."),
});
export type AmiOutputs = z.output<typeof AmiOutputs>;

export const ami = resource({
    token: "unikernel:aws:Ami",
    description:
        "A machine image for EC2. The disk is made on this machine and its blocks are written straight into a snapshot in each " +
        "region: there is no machine that builds it, no S3 bucket and no import job. Other contents, another boot mode or " +
        "encryption make a new image before the old one is removed; tags, launch permissions, deprecation and regions change " +
        "in place. Import one by its region and ID: `eu-west-1/ami-0123456789abcdef0`, several joined by commas.",
    inputs: AmiInputs,
    outputs: AmiOutputs,
    replaceOn: [],
    lifecycle: async () => (await import("./ami/lifecycle")).amiLifecycle,
    examples: amiExamples,
});
