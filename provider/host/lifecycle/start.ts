import { resolve } from "node:path";
import { storeLayout } from "../../artifact/layout";
import { obtainArtifact } from "../../build/obtain";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import { commandLineOf, type Hypervisor, type Run, type Tool } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";
import { guestEnvironment } from "../local/environment";
import type { InstanceFolder } from "../local/folder";
import { launch } from "../local/launch";
import { requireFreePorts } from "../local/ports";
import { findTool } from "../local/tool";
import { requireVolumes, writeSecrets } from "../local/volumes";
import {
    argumentsOf,
    blockDevices,
    networkDevices,
    requireHypervisor,
    tapDevices,
    type Identity,
} from "../machine";
import { prepareTaps } from "../network/taps";
import type { Instance } from "./outputs";
import { policyOf } from "./policy";

/** Starts an instance whose folder is there already and in which nothing runs. Answers with what it was started by. */
export async function start(
    call: Call<Settings>,
    folder: InstanceFolder,
    { inputs, identity }: Instance,
): Promise<Tool | undefined> {
    const hypervisor = requireHypervisor(inputs);
    const tool = await findTool(hypervisor, inputs.image.arch, storeLayout(call.settings.store));
    const kernel = await obtainArtifact(call, inputs.image);
    const run = runOf(inputs, { hypervisor, kernel, tool, identity, folder: folder.path });
    await writeSecrets(folder, inputs.volumes);
    await requireFreePorts(run.networks.flatMap((device) => (device.kind === "user" ? device.forwards : [])));
    await requireVolumes(run.volumes);
    await prepareTaps(tapDevices(inputs, identity), identity.unit);
    call.signal.throwIfAborted();
    await launch(folder, {
        argv: commandLineOf(hypervisor, run),
        env: guestEnvironment(identity.unit, inputs.env),
        policy: policyOf(inputs, hypervisor),
    });
    return tool;
}

interface Parts {
    readonly hypervisor: Hypervisor;
    readonly kernel: string;
    readonly tool?: Tool;
    readonly identity: Identity;
    /** The instance's own. */
    readonly folder: string;
}

function runOf(inputs: InstanceInputs, { hypervisor, kernel, tool, identity, folder }: Parts): Run {
    return {
        tool,
        kernel,
        image: inputs.image,
        memoryMiB: inputs.memory ?? hypervisor.memory?.defaultMiB ?? 0,
        cpus: inputs.cpus ?? 1,
        networks: networkDevices(inputs, identity),
        volumes: blockDevices(inputs, { resolvePath: resolve, folder }),
        args: argumentsOf(inputs),
    };
}
