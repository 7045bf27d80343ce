import { z } from "zod";
import { markedOwner } from "./marked-owner";

export const InstanceState = z
    .enum(["running", "restarting", "exited", "gone"])
    .meta({ id: "host:InstanceState" })
    .describe("Whether a unikernel runs.");
export type InstanceState = z.output<typeof InstanceState>;

export const Accelerator = z
    .enum(["kvm", "tcg"])
    .meta({ id: "host:Accelerator" })
    .describe("How QEMU runs a guest: on the processor itself, or translated.");
export type Accelerator = z.output<typeof Accelerator>;

export const InstanceOutputs = z.strictObject({
    state: InstanceState.describe(
        "`running`; `restarting`: it ended and is about to be started again; `exited`: it ended by itself; `gone`: it was " +
            "killed together with its supervisor, or the machine was started anew; on a host, its service is not there.",
    ),
    addresses: z
        .array(z.string())
        .describe(
            "Where it can be reached: `127.0.0.1:8080` for each published port, ordered by device and port, then the " +
                "`address` of each other network.",
        ),
    taps: z
        .record(z.string(), z.string())
        .describe("The TAP device behind each network device that has one."),
    consolePath: z
        .string()
        .describe(
            "The file with the end of its console; what came before is beside it, in `.1`. On a host with systemd, the " +
                "command that shows its console: `journalctl --unit=unikernel-www-3f9c2a7.service`.",
        ),
    unit: z.string().describe("What tells this instance from any other that had or will have its name."),
    exitStatus: z.int().optional().describe("What it ended with, when it has."),
    exitReason: z.string().optional().describe("What that means."),
    bootSeconds: z
        .number()
        .optional()
        .describe("Seconds from its start until its probe passed. Absent while it has not."),
    owner: markedOwner("host", "runs"),
    hypervisorVersion: z.string().optional().describe("What the tender or QEMU says of itself."),
    altered: z
        .string()
        .optional()
        .describe(
            "What a refresh found on its host that is not as it was made, such as a unit file that was edited by hand. The " +
                "next `up` sets it right.",
        ),
    accelerator: Accelerator.optional().describe("How QEMU runs it."),
});
export type InstanceOutputs = z.output<typeof InstanceOutputs>;
