import { z } from "zod";
import { Architecture, Artifact, Device, Target } from "../artifact/artifact";
import { resource } from "../protocol/resource";

export const PrebuiltImageInputs = z.strictObject({
    path: z
        .string()
        .min(1)
        .optional()
        .describe(
            "The file, relative to the program's folder. Either this or `url`. Example: `./dist/hello.hvt`.",
        ),
    url: z
        .string()
        .regex(/^(https?|file):\/\//, "must begin with https://, http:// or file://")
        .optional()
        .describe(
            "Where the file is downloaded from: `https://`, `http://` or `file://`. Needs `sha256`. " +
                "A download that breaks off is resumed. It goes by way of the proxy that `HTTPS_PROXY` or `HTTP_PROXY` names.",
        ),
    sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hexadecimal digits, as sha256sum prints them")
        .optional()
        .describe(
            "The file's SHA-256, 64 hexadecimal digits. Checked while the file is read; another digest leaves nothing. " +
                "Required with `url`. Default with `path`: that of the file as it is.",
        ),
    target: Target.optional().describe(
        "What the file is built to run on. Default: what its Solo5 ABI note says; required for a file without one.",
    ),
    arch: Architecture.optional().describe("The file's instruction set. Default: what the file says."),
    devices: z
        .array(Device)
        .optional()
        .describe("The devices to attach, for a file that has no Solo5 manifest to say so. Default: none."),
});
export type PrebuiltImageInputs = z.output<typeof PrebuiltImageInputs>;

export const PrebuiltImageOutputs = z.strictObject({ artifact: Artifact });
export type PrebuiltImageOutputs = z.output<typeof PrebuiltImageOutputs>;

export const prebuiltImage = resource({
    token: "unikernel:index:PrebuiltImage",
    description:
        "A unikernel that somebody else built: a file of this machine or of the web, checked against its SHA-256. " +
        "Import one by its path or its URL, and behind `#` what the file does not say itself: `kernel.elf#target=virtio`, " +
        "`https://builds.example.org/dns.hvt#sha256=…`.",
    inputs: PrebuiltImageInputs,
    outputs: PrebuiltImageOutputs,
    replaceOn: [],
    lifecycle: async () => (await import("./prebuilt/lifecycle")).prebuiltImageLifecycle,
    examples: [
        {
            title: "From the web",
            typescript: `import * as unikernel from "pulumi-unikernel";

const dns = new unikernel.PrebuiltImage("dns", {
    url: "https://builds.example.org/dns-primary.hvt",
    sha256: "0f343b0931126a20f133d67c2b018a3b5a4f1f5b7e2a9c7d6e5f4a3b2c1d0e9f",
});

export const devices = dns.artifact.devices;
`,
        },
        {
            title: "A file of this machine, run under QEMU",
            typescript: `import * as unikernel from "pulumi-unikernel";

const kernel = new unikernel.PrebuiltImage("kernel", {
    path: "./kernel.elf",
    target: "virtio",
    devices: [{ name: "service", type: "net" }],
});

new unikernel.host.Instance("kernel", {
    image: kernel.artifact,
    networks: { service: { user: { ports: { "8080": 80 } } } },
});
`,
        },
    ],
});
