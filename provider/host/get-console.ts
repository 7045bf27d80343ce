import { z } from "zod";
import { providerFunction } from "../protocol/resource";
import type { Settings } from "../settings";
import { Host } from "./inputs";

export const GetConsoleInputs = z.strictObject({
    instance: z.string().describe("The `id` of an `Instance`, which is its name on the host: `www-3f9c2a7`."),
    host: Host.optional().describe(
        "Where the instance is, as it was told itself. Default: this machine; or the host in its `id`, reached as your " +
            "SSH configuration says.",
    ),
    lines: z
        .int()
        .min(1)
        .max(10_000)
        .optional()
        .describe("How many of the last lines to answer with. Default: 100."),
});

export const GetConsoleOutputs = z.strictObject({
    lines: z
        .array(z.string())
        .describe("The last lines of the console, oldest first, without the escape sequences of terminals."),
    text: z.string().describe("The same lines as one text."),
    path: z.string().describe("The console's file; on a host over SSH, the command that shows the console."),
});

export const getConsole = providerFunction<typeof GetConsoleInputs, typeof GetConsoleOutputs, Settings>({
    token: "unikernel:host:getConsole",
    description:
        "The last lines that an instance wrote to its console, those of its earlier starts among them. Fails when there " +
        "is no such instance.",
    examples: [
        {
            title: "Show what an instance says",
            typescript: `import * as unikernel from "pulumi-unikernel";

const hello = new unikernel.Image("hello", { source: "./hello", target: "virtio" });
const greeter = new unikernel.host.Instance("greeter", { image: hello.artifact });

export const said = unikernel.host.getConsoleOutput({ instance: greeter.id, lines: 20 }).text;
`,
        },
    ],
    inputs: GetConsoleInputs,
    outputs: GetConsoleOutputs,
    load: async () => (await import("./lifecycle/console")).readConsole,
});
