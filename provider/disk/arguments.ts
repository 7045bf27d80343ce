import { z } from "zod";

export const MetadataArguments = z
    .strictObject({
        fromMetadata: z
            .literal(true)
            .describe(
                "Always `true`. The arguments are the user data of an EC2 instance, or the metadata key `unikernel-args` of " +
                    "a GCE instance, read at each start: one argument a line.",
            ),
    })
    .meta({ id: "index:MetadataArguments" })
    .describe("Arguments that the machine asks its cloud for when it starts. Only an appliance can.");

/** What the unikernel on a disk is told when it starts. Shared by all resources that make one. */
export const DiskArguments = z.union([z.array(z.string()), MetadataArguments]);
export type DiskArguments = z.output<typeof DiskArguments>;
