import type { InstanceInputs } from "./inputs";
import { hypervisorOf } from "./machine";
import { hostLabel } from "./where";

type Inputs = Partial<InstanceInputs>;

/**
 * Pure. What an instance is given where its program says nothing, for those inputs whose change replaces it. Nothing is said of
 * what depends on an image that is not known.
 */
export function withDefaults(inputs: Inputs): Readonly<Record<string, unknown>> {
    const { cpus = 1, networks = {}, args = [], env = {} } = inputs;
    return { cpus, networks, args, env, volumes: volumesOf(inputs), ...byHypervisor(inputs) };
}

function byHypervisor({ image, hypervisor, memory }: Inputs): Readonly<Record<string, unknown>> {
    const found = image && hypervisorOf({ image, hypervisor });
    return found === undefined ? {} : { hypervisor: found.name, memory: memory ?? found.memory?.defaultMiB };
}

function volumesOf({ host, volumes = {} }: Inputs): Readonly<Record<string, unknown>> {
    const defaults = { format: "raw", readOnly: false, sectorSize: 512, host: hostLabel({ host }) };
    return Object.fromEntries(
        Object.entries(volumes).map(([device, volume]) => [device, { ...defaults, ...volume }]),
    );
}
