import { z } from "zod";
import { Device } from "../../artifact/artifact";

export const CommandOptions = z
    .strictObject({
        argv: z
            .array(z.string())
            .min(1)
            .describe(
                "The command and its arguments, run in a private copy of the source: no shell reads them. " +
                    "`UNIKERNEL_TARGET` and `UNIKERNEL_ARCH` in its environment say what to build. " +
                    'Example: `["cargo", "build", "--release"]`.',
            ),
        output: z
            .string()
            .min(1)
            .describe(
                "The file that the command makes, `/`-separated and relative to the source. It is removed before the " +
                    "command runs. Example: `target/release/web`.",
            ),
        devices: z
            .array(Device)
            .optional()
            .describe(
                "The devices to attach, for a file that has no Solo5 manifest to say so. Default: none. " +
                    'Example: `[{ name: "service", type: "net" }]`.',
            ),
    })
    .meta({ id: "index:CommandOptions" })
    .describe("Builds an image by a command of your own: for C, Rust, Unikraft and everything else.");
export type CommandOptions = z.output<typeof CommandOptions>;
