import { z } from "zod";
import { Artifact } from "../artifact/artifact";
import { SshHost } from "./connection";
import { NetworkAttachment } from "./network/attachment";
import { Probe } from "./probe/schema";
import { VolumeAttachment } from "./volume/attachment";

const hypervisorNames = [
    ...(["process", "spt", "hvt", "qemu", "xen"] as const),
    ...(["bhyve", "vmm", "libvirt", "albatross"] as const),
] as const;

export const HypervisorName = z
    .enum(hypervisorNames)
    .meta({ id: "host:Hypervisor" })
    .describe(
        "What runs a unikernel: the operating system itself, a Solo5 tender (alone or run by albatross), QEMU (alone or kept by " +
            "libvirt) or Xen; `bhyve` and `vmm` are FreeBSD's and OpenBSD's.",
    );
export type HypervisorName = z.output<typeof HypervisorName>;

export const Host = z
    .strictObject({
        local: z.boolean().optional().describe("`true`: the machine that `pulumi` runs on."),
        ssh: SshHost.optional().describe(
            "A Linux, FreeBSD or OpenBSD machine that is reached over SSH. Changing how it is reached, but not its `host`, " +
                "leaves the instance as it is.",
        ),
    })
    .meta({ id: "host:Host" })
    .describe("The machine an instance runs on.");

const restartPolicies = ["no", "on-failure", "always"] as const;

export const RestartPolicy = z
    .enum(restartPolicies)
    .meta({ id: "host:RestartPolicy" })
    .describe("What to do when the unikernel ends by itself.");

export const Replacement = z
    .enum(["dnat", "l2", "stop-first"])
    .meta({ id: "host:Replacement" })
    .describe(
        "`dnat`: the new one is started at an address of its own and probed, then the published ports lead to it at once, and " +
            "the old one is removed when its connections have ended; no request fails. `l2`: both have one address, the new one is " +
            "started and probed apart from the bridge, then takes the old one's place on it; connections that are open then " +
            "end. `stop-first`: the old one is stopped before the new one is started.",
    );

export const InstanceInputs = z.strictObject({
    host: Host.optional().describe("Where it runs. Default: this machine."),
    image: Artifact.describe("What it runs: the `artifact` of an `Image` or `PrebuiltImage`."),
    hypervisor: HypervisorName.optional().describe(
        "What runs it. Default: what the image's target asks for: `unix` process, `spt` spt, `hvt` hvt, `virtio` and " +
            "`unikraft-qemu` qemu, `xen` xen. An image for `hvt` runs on FreeBSD with `bhyve`, on OpenBSD with `vmm`. " +
            "Only when they are asked for: `libvirt` and `albatross`, on a host over SSH.",
    ),
    memory: z
        .int()
        .positive()
        .optional()
        .describe(
            "Memory in MiB. Default: 64 for spt, hvt, xen and albatross, 128 for qemu and libvirt. A process takes what it needs.",
        ),
    cpus: z
        .int()
        .positive()
        .optional()
        .describe(
            "Processors, for unikernels that use more than one. QEMU, libvirt and Xen only. Default: 1.",
        ),
    networks: z
        .record(z.string(), NetworkAttachment)
        .optional()
        .describe("What each network device of the image's manifest is attached to, by the device's name."),
    volumes: z
        .record(z.string(), VolumeAttachment)
        .optional()
        .describe("What each block device of the image's manifest is attached to, by the device's name."),
    args: z
        .array(z.string())
        .optional()
        .describe(
            "Arguments of the unikernel: `--hello=Hi there`. Each arrives as one, spaces and all. Every user of the " +
                "machine can see them in its process list.",
        ),
    allowSecretArguments: z
        .boolean()
        .optional()
        .describe(
            "Whether `args` may hold secrets, though every user of the host can see them there. Default: false.",
        ),
    env: z
        .record(z.string(), z.string())
        .optional()
        .describe(
            "Environment variables, for the process hypervisor. Nothing is inherited but PATH, HOME and the locale.",
        ),
    probe: Probe.optional().describe(
        "Awaited before the instance counts as created. Default: it is still running a moment after its start.",
    ),
    restart: RestartPolicy.optional().describe(
        "Whether it is started again when it ends by itself: `no`, `on-failure` (any exit status but 0, except those that " +
            "would only come again, such as for a wrong argument) or `always`. Default: `on-failure`.",
    ),
    restartLimit: z
        .int()
        .min(0)
        .optional()
        .describe(
            "Restarts in a row, without a minute of running in between, before it is given up. Xen, libvirt and albatross have no limit. Default: 5.",
        ),
    grace: z
        .number()
        .min(0)
        .max(3600)
        .optional()
        .describe(
            "Seconds between the request to end (SIGTERM; on Xen, `xl shutdown`; with libvirt, ACPI's power button) and the end by force (SIGKILL). Default: 10.",
        ),
    drain: z
        .number()
        .min(0)
        .max(3600)
        .optional()
        .describe(
            "Seconds that the connections to an old instance have to end once published ports lead to its replacement. " +
                "It ends as soon as they have. Default: 10.",
        ),
    replacement: Replacement.optional().describe(
        "How a replacement takes over. Default: `dnat` with published ports and an address that is left to us; else the new " +
            "one is started first, unless both need something that only one can have.",
    ),
    name: z
        .string()
        .optional()
        .describe(
            "Its name on the host, which is its ID as well. Default: the resource's name and seven random digits. With a " +
                "name of its own it cannot be replaced without having been stopped before.",
        ),
});
export type InstanceInputs = z.output<typeof InstanceInputs>;
