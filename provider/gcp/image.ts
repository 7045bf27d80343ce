import { z } from "zod";
import { Artifact } from "../artifact/artifact";
import { ApplianceIdentity, DiskArguments, DiskKind } from "../disk";
import { resource } from "../protocol/resource";
import type { Settings } from "../settings";
import { imageExamples } from "./image-examples";
import { content } from "./plan/content";
import { guestOsFeatures } from "./plan/features";

export const GuestOsFeature = z
    .enum(guestOsFeatures)
    .meta({ id: "gcp:GuestOsFeature" })
    .describe("What GCE is told that an image can do.");

export const Deprecation = z
    .strictObject({
        state: z
            .enum(["ACTIVE", "DEPRECATED", "OBSOLETE", "DELETED"])
            .meta({ id: "gcp:DeprecationState" })
            .describe(
                "`DEPRECATED` warns whoever uses it, `OBSOLETE` and `DELETED` refuse new uses, `ACTIVE` does neither.",
            ),
        replacement: z
            .string()
            .optional()
            .describe("The URL of the image to use instead: the `selfLink` of another one."),
        deprecated: z
            .string()
            .optional()
            .describe(
                "When it is meant to be deprecated: `2027-01-31T00:00:00Z`. Dates are told to users of the image; GCE changes no state by itself.",
            ),
        obsolete: z.string().optional().describe("When it is meant to be obsolete."),
        deleted: z
            .string()
            .optional()
            .describe("When it is meant to be deleted. GCE deletes nothing by itself."),
    })
    .meta({ id: "gcp:Deprecation" })
    .describe("Whether an image should still be used.");
export type Deprecation = z.output<typeof Deprecation>;

export const ImageInputs = z.strictObject({
    image: Artifact.describe("The unikernel: the `artifact` of an image."),
    bucket: z
        .string()
        .describe(
            "A bucket of Cloud Storage for the upload: `my-bucket`. The object in it is deleted when the image is there.",
        ),
    project: z
        .string()
        .optional()
        .describe(
            "The project the image is in. Default: `unikernel:gcp` project, or the environment's or credentials' own.",
        ),
    name: z
        .string()
        .optional()
        .describe(
            "What the image's name begins with: lower-case letters, digits and dashes, 52 at most. Digits for its contents " +
                "follow: `web-3f9a8c21d0`. Default: the resource's name and six digits for its stack, so that all stacks of a " +
                "program can have theirs in one project.",
        ),
    family: z.string().optional().describe("The image family, of which it becomes the newest: `web`."),
    labels: z
        .record(z.string(), z.string())
        .optional()
        .describe("Labels, besides the provider's own. Changed in place."),
    kind: DiskKind.optional().describe("Default: what fits the image's target."),
    args: DiskArguments.optional().describe(
        "Arguments that the unikernel starts with, or `{ fromMetadata: true }`: those that the instance's metadata has under " +
            "`unikernel-args`. Default: none.",
    ),
    appliance: ApplianceIdentity.optional(),
    sizeGiB: z
        .int()
        .min(1)
        .max(2048)
        .optional()
        .describe("Size of the disk in GiB. Default: 1, and more where the image needs it."),
    machineFamily: z
        .string()
        .optional()
        .describe(
            "The machines it is for: `e2` or `c3-standard-4`. What cannot boot there is refused before anything is done.",
        ),
    guestOsFeatures: z
        .array(GuestOsFeature)
        .optional()
        .describe(
            "Default: none for a native image, `GVNIC`, `UEFI_COMPATIBLE` and `VIRTIO_SCSI_MULTIQUEUE` for an appliance.",
        ),
    storageLocations: z
        .array(z.string())
        .optional()
        .describe(
            'The region or multi-region that keeps it, one at most: `["eu"]`. Default: GCE\'s choice, near the bucket.',
        ),
    deprecated: Deprecation.optional().describe("Default: it is active. Changed in place."),
});
export type ImageInputs = z.output<typeof ImageInputs>;

export const ImageOutputs = z.strictObject({
    selfLink: z
        .string()
        .describe(
            "Its URL, for the `image` of a disk: `https://www.googleapis.com/compute/v1/projects/p/global/images/web-3f9a8c21d0`.",
        ),
    imageId: z.string().describe("GCE's own number for it."),
    imageName: z.string().describe("Its whole name: `web-3f9a8c21d0`."),
    diskSizeGb: z.int().describe("Size of a disk made from it, in GB."),
    unit: z.string().describe("What tells this image from any other that had or will have its name."),
    altered: z
        .string()
        .optional()
        .describe("What a refresh found that is not as it was made. The next `up` sets it right."),
});
export type ImageOutputs = z.output<typeof ImageOutputs>;

export const image = resource<typeof ImageInputs, typeof ImageOutputs, Settings>({
    token: "unikernel:gcp:Image",
    description:
        "A unikernel as an image of Google Compute Engine, from which instances boot.\n\n" +
        "The disk is made in memory and streamed into an object of `bucket`; the image is made from that, and the object is " +
        "deleted, also when something fails. An image for `virtio` boots natively on machines of the first and second " +
        "generation; one for `spt`, `hvt` or `unix` runs in an appliance, a small Linux, on all of them. With `machineFamily`, " +
        "one that cannot boot is refused and the message says where it can.\n\n" +
        "A new artifact makes a new image before the old one is deleted: their names end in digits for their contents. Labels, " +
        "family and deprecation are changed in place. An image carries the label of the resource it was made for; " +
        "what a killed run has left is found by it and removed, or taken over, by the next.\n\n" +
        "Import one that this provider made by `projects/PROJECT/global/images/NAME`.",
    examples: imageExamples,
    inputs: ImageInputs,
    outputs: ImageOutputs,
    // Another artifact may be the same bytes, which Diff finds out.
    replaceOn: ["project", "name", ...content.filter((name) => name !== "image")],
    lifecycle: async () => (await import("./lifecycle/lifecycle")).imageLifecycle,
});
