import { z } from "zod";
import { Architecture } from "../artifact/artifact";
import { providerFunction } from "../protocol/resource";
import type { Settings } from "../settings";

const InstalledTool = z
    .strictObject({
        name: z.string().describe("The tool: `mirage`, `solo5-hvt`."),
        version: z
            .string()
            .optional()
            .describe("The version it says it has. Absent when it is not installed, or does not run."),
        usedFor: z.string().describe("What needs it."),
        install: z
            .string()
            .optional()
            .describe(
                "The command that installs it on this machine, where it is missing: `apt-get install opam`. Absent " +
                    "when no package manager of this machine has it.",
            ),
    })
    .meta({ id: "index:InstalledTool" })
    .describe("A tool that builds or runs unikernels, and whether this machine has it.");

const GetToolchainOutputs = z.strictObject({
    arch: Architecture.describe("This machine's instruction set."),
    kvm: z.boolean().describe("Whether hardware virtualisation can be used: `/dev/kvm` may be opened."),
    tools: z.array(InstalledTool).describe("Every tool that is known, installed or not."),
    missing: z.array(z.string()).describe("The names of the tools that are not installed."),
});
export type GetToolchainOutputs = z.output<typeof GetToolchainOutputs>;

const GetToolchainInputs = z.strictObject({});

export const getToolchain = providerFunction<typeof GetToolchainInputs, typeof GetToolchainOutputs, Settings>(
    {
        token: "unikernel:index:getToolchain",
        description:
            "Tells which tools for building and running unikernels this machine has, with their versions, and which command " +
            "installs those that are missing.",
        inputs: GetToolchainInputs,
        outputs: GetToolchainOutputs,
        load: async () => (await import("./installed/look")).lookAtTools,
        examples: [
            {
                title: "Say what is missing",
                typescript: `import * as unikernel from "pulumi-unikernel";

const toolchain = unikernel.getToolchainOutput();

export const toInstall = toolchain.tools.apply((tools) => tools.flatMap(({ install }) => install ?? []));
`,
            },
            {
                title: "Build for hvt only where it can run",
                typescript: `import * as unikernel from "pulumi-unikernel";

const toolchain = await unikernel.getToolchain();

new unikernel.Image("web", { source: "./web", target: toolchain.kvm ? "hvt" : "spt" });
`,
            },
        ],
    },
);
