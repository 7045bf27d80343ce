import { z } from "zod";
import { providerFunction } from "../protocol/resource";
import type { Settings } from "../settings";
import { Host, HypervisorName } from "./inputs";

export const ProbeHostInputs = z.strictObject({
    host: Host.optional().describe("Which host to look at. Default: this machine."),
});

export const UsableHypervisor = z
    .strictObject({
        name: HypervisorName.describe("Which one."),
        works: z.boolean().describe("Whether an instance can use it there."),
        accelerator: z
            .string()
            .optional()
            .describe("How QEMU runs a guest there: `kvm`, once a guest has run on it, or `tcg`."),
        path: z.string().optional().describe("The tender or emulator."),
        version: z.string().optional().describe("What it says of itself."),
        missing: z.string().optional().describe("What is in the way, and what to do about it."),
    })
    .meta({ id: "host:UsableHypervisor" })
    .describe("A hypervisor, and whether a host can use it.");

export const ProbeHostOutputs = z.strictObject({
    os: z.string().describe("The kernel's name: `Linux`, `FreeBSD`, `OpenBSD`."),
    release: z.string().describe("The operating system with its version: `Debian GNU/Linux 12 (bookworm)`."),
    arch: z.string().describe("The processor, as `uname -m` says it: `x86_64`."),
    root: z.boolean().describe("Whether we are root there, as instances on a host need."),
    systemd: z.string().optional().describe("The version of systemd, where it runs the host."),
    memoryMiB: z.int().optional().describe("Memory that is free for use, in MiB. Linux only."),
    bridges: z.array(z.string()).describe("The network bridges that an instance can be attached to."),
    hypervisors: z.array(UsableHypervisor).describe("Each hypervisor this provider knows."),
});
export type ProbeHostOutputs = z.output<typeof ProbeHostOutputs>;

export const probeHost = providerFunction<typeof ProbeHostInputs, typeof ProbeHostOutputs, Settings>({
    token: "unikernel:host:probe",
    description:
        "What a host is and what it can run. A hypervisor counts as working when it was seen to: for KVM, a guest of a few " +
        "bytes is run. Changes nothing there.",
    examples: [
        {
            title: "Choose a hypervisor by what the host has",
            typescript: `import * as unikernel from "pulumi-unikernel";

const host = { ssh: { host: "kvm1.example.org", user: "deploy", sudo: true } };

export const works = unikernel.host
    .probeOutput({ host })
    .hypervisors.apply((all) => all.filter(({ works }) => works).map(({ name }) => name));
`,
        },
    ],
    inputs: ProbeHostInputs,
    outputs: ProbeHostOutputs,
    load: async () => (await import("./remote/lifecycle/facts")).lookAtHost,
});
