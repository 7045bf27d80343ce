import { z } from "zod";
import { Architecture, Artifact, Target } from "../artifact/artifact";
import { resource } from "../protocol/resource";
import { CommandOptions } from "./command/options";
import { DuneOptions } from "./dune/options";
import { imageExamples } from "./image/examples";
import { MirageOptions } from "./mirage/options";
import { Source } from "./source/types";

const ToolchainName = z
    .enum(["mirage", "dune", "command"])
    .meta({ id: "index:ToolchainName" })
    .describe("What builds an image from its source.");

const LockFile = z
    .strictObject({
        file: z
            .string()
            .min(1)
            .describe("The lock file, relative to the Pulumi project: `./web.opam.locked`."),
        sha256: z
            .string()
            .regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hexadecimal digits, as sha256sum prints them")
            .optional()
            .describe(
                "The file's SHA-256. Default: that of the file as it is, so that a change of it is seen.",
            ),
    })
    .meta({ id: "index:LockFile" })
    .describe("A lock file of your own.");

export const ImageInputs = z.strictObject({
    source: Source,
    target: Target.optional().describe(
        "What the image is built to run on. Default: `unix`. A `command` may make any; `dune` makes `unix`.",
    ),
    arch: Architecture.optional().describe(
        "The image's instruction set. Default: this machine's; for `rpi4`, aarch64.",
    ),
    toolchain: ToolchainName.optional().describe(
        "What builds the image. Default: the one whose options are given; else `mirage` for a source with a " +
            "`config.ml`, `dune` for one with a `dune-project`.",
    ),
    mirage: MirageOptions.optional(),
    dune: DuneOptions.optional(),
    command: CommandOptions.optional(),
    lock: LockFile.optional().describe(
        "Builds with the dependencies that this file locks. Default: the lock that the first build solved, which is " +
            "kept in the state until the dependencies themselves change.",
    ),
    relock: z
        .string()
        .optional()
        .describe(
            "Any text. When it is set or changed, the dependencies are solved anew, to their latest versions; after that the " +
                'new lock is kept. Default: none. Example: `"2026-11-23"`.',
        ),
    ignore: z
        .array(z.string())
        .default([])
        .describe(
            "Files to leave out of the source, as .gitignore patterns, besides those that .gitignore files name. " +
                'Default: none. Example: `["/docs/", "*.md"]`.',
        ),
    env: z
        .record(z.string(), z.string())
        .optional()
        .describe(
            "Environment variables for the build. Values may be secret: they are kept out of logs and errors. " +
                "Others than these, and those that tools need to find themselves, are not passed on. With other values " +
                "the build starts from nothing, as tools see no difference. Default: none.",
        ),
    strip: z
        .boolean()
        .default(true)
        .describe("Whether symbols and debug information are removed from the file. Default: true."),
    triggers: z
        .array(z.json())
        .optional()
        .describe(
            "Any values. The image is built again, from nothing, when one of them changes. Default: none.",
        ),
    sourceHash: z
        .string()
        .optional()
        .describe(
            "Identifies the contents of the source. Default: computed from them. Set it, or name it in `ignoreChanges`, to " +
                "have the image rebuilt only when you say so.",
        ),
});
export type ImageInputs = z.output<typeof ImageInputs>;

export const ImageOutputs = z.strictObject({
    artifact: Artifact,
    lock: z
        .string()
        .optional()
        .describe(
            "The lock the image was built with, for a toolchain that has one: the contents of a lock file.",
        ),
    toolchainVersions: z
        .record(z.string(), z.string())
        .describe("The versions of the tools that built the image, by their names."),
    buildSeconds: z
        .number()
        .describe(
            "How long the build took, in seconds. It stays the same when a later build yields the same file.",
        ),
});
export type ImageOutputs = z.output<typeof ImageOutputs>;

export const image = resource({
    token: "unikernel:index:Image",
    description:
        "A unikernel built from source, in a private copy of it. It is rebuilt when its source, its options or its lock " +
        "change; a preview says why, and says the new digest when that very input was built before. " +
        "Import one by the digest of an image that was built on this machine: `sha256:…`.",
    inputs: ImageInputs,
    outputs: ImageOutputs,
    replaceOn: [],
    lifecycle: async () => (await import("./image/lifecycle")).imageLifecycle,
    examples: imageExamples,
});
