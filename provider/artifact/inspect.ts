import { z } from "zod";
import { providerFunction } from "../protocol/resource";
import type { Settings } from "../settings";
import { Abi, Architecture, Device } from "./artifact";
import { BootProtocol } from "./boot";

export const Section = z
    .strictObject({
        name: z.string().describe("Its name: `.text`."),
        type: z.string().describe("Its type, as readelf prints it: `PROGBITS`, `NOBITS`, `NOTE`."),
        address: z
            .string()
            .describe("Where it is in memory, in hexadecimal: `0x100000`. `0x0` when it is not loaded."),
        size: z.int().describe("Size in bytes, in memory."),
        offset: z.int().describe("Where it starts in the file, in bytes."),
    })
    .meta({ id: "index:Section" })
    .describe("A section of an ELF file.");
export type Section = z.output<typeof Section>;

const InspectInputs = z.strictObject({
    path: z.string().describe("The ELF file. A relative path starts at the Pulumi project's folder."),
});

const InspectOutputs = z.strictObject({
    format: z.enum(["elf32", "elf64"]).meta({ id: "index:FileFormat" }).describe("The class of ELF file."),
    arch: Architecture,
    size: z.int().describe("Size of the file in bytes."),
    digest: z.string().describe("`sha256:` and 64 hexadecimal digits, of the whole file."),
    entry: z.string().describe("The entry address in hexadecimal: `0x100020`."),
    interpreter: z
        .string()
        .optional()
        .describe("The dynamic linker it is started with. Absent for a static program and for a kernel."),
    devices: z
        .array(Device)
        .optional()
        .describe(
            "The devices its Solo5 manifest declares, in their order. Absent for a file without a manifest.",
        ),
    abi: Abi.optional(),
    boot: z
        .array(BootProtocol)
        .describe("How it can be booted without a tender, by the headers and notes it carries."),
    sections: z.array(Section).describe("Its sections, in the file's order."),
});
export type Inspection = z.output<typeof InspectOutputs>;

/** What an ELF file says about itself, with no tool installed. */
export const inspect = providerFunction<typeof InspectInputs, typeof InspectOutputs, Settings>({
    token: "unikernel:index:inspect",
    description:
        "Reads what an ELF file says about itself: its architecture, the devices and the interface of a Solo5 unikernel, how it boots, " +
        "and its sections. No tool has to be installed. Fails for a file that is missing, is no ELF file, is " +
        "cut off, or is for an architecture other than x86_64 and aarch64.",
    inputs: InspectInputs,
    outputs: InspectOutputs,
    examples: [
        {
            title: "Attach what a unikernel asks for",
            typescript: `import * as unikernel from "pulumi-unikernel";

const web = unikernel.inspectOutput({ path: "./dist/web.hvt" });

export const networks = web.apply(({ devices = [] }) =>
    devices.filter(({ type }) => type === "net").map(({ name }) => name),
);
`,
        },
        {
            title: "Refuse a kernel that does not boot by PVH",
            typescript: `import * as unikernel from "pulumi-unikernel";

const kernel = await unikernel.inspect({ path: "./web.elf" });
if (!kernel.boot.includes("pvh")) {
    throw new Error("web.elf has no PVH note: is it linked with the right script?");
}

export const entry = kernel.entry;
`,
        },
    ],
    load: async () => {
        const { inspectFile } = await import("./inspection");
        return async ({ signal }, { path }) => inspectFile(path, signal);
    },
});
