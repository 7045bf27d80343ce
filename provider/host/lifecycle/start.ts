import { resolve } from "node:path";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { Hypervisor, Run, Tool } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";
import { guestEnvironment } from "../local/environment";
import type { InstanceFolder } from "../local/folder";
import { launch } from "../local/launch";
import { requireFreePorts } from "../local/ports";
import { findTool } from "../local/tool";
import { requireVolumes } from "../local/volumes";
import { argumentsOf, blockDevices, hypervisorOf, networkDevices, type Identity } from "../machine";
import { imagePath } from "./image";
import { policyOf } from "./policy";

export interface Started {
    readonly hypervisor: Hypervisor;
    readonly tool?: Tool;
}

/** Starts an instance whose folder is there already and in which nothing runs. */
export async function start(
    call: Call<Settings>,
    folder: InstanceFolder,
    { inputs, identity }: { readonly inputs: InstanceInputs; readonly identity: Identity },
): Promise<Started> {
    const hypervisor = requireHypervisor(inputs);
    const tool = await findTool(hypervisor, inputs.image.arch);
    const kernel = await imagePath(call, inputs.image);
    const run = runOf(inputs, { hypervisor, kernel, tool, identity });
    await requireFreePorts(run.networks.flatMap((device) => (device.kind === "user" ? device.forwards : [])));
    await requireVolumes(run.volumes);
    call.signal.throwIfAborted();
    await launch(folder, {
        argv: hypervisor.commandLine(run),
        env: guestEnvironment(identity.unit, inputs.env),
        policy: policyOf(inputs, hypervisor),
    });
    return { hypervisor, tool };
}

export function requireHypervisor(inputs: InstanceInputs): Hypervisor {
    const hypervisor = hypervisorOf(inputs);
    if (hypervisor) return hypervisor;
    throw new UserError(`nothing here runs an image for ${inputs.image.target}`, { property: "image" });
}

function runOf(
    inputs: InstanceInputs,
    {
        hypervisor,
        kernel,
        tool,
        identity,
    }: Started & { readonly kernel: string; readonly identity: Identity },
): Run {
    return {
        tool,
        kernel,
        image: inputs.image,
        memoryMiB: inputs.memory ?? hypervisor.memory?.defaultMiB ?? 0,
        cpus: inputs.cpus ?? 1,
        networks: networkDevices(inputs, identity),
        volumes: blockDevices(inputs, resolve),
        args: argumentsOf(inputs),
    };
}
