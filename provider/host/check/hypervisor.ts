import type { Failure } from "../../protocol/errors";
import type { Hypervisor } from "../hypervisors/hypervisor";
import { hypervisors } from "../hypervisors/list";
import type { InstanceInputs } from "../inputs";
import type { Unknowns } from "../../protocol/resource";
import { hypervisorOf } from "../machine";

type Inputs = Partial<InstanceInputs> & Pick<InstanceInputs, "image">;

/** Whether the image can be run at all, and by the hypervisor that the program asks for. */
export function checkHypervisor(inputs: Inputs): Failure[] {
    const { image } = inputs;
    const hypervisor = hypervisorOf(inputs);
    if (hypervisor === undefined) return [{ property: "image", reason: noHypervisor(inputs) }];
    if (hypervisor.targets.includes(image.target)) return [];
    const reason =
        `${hypervisor.name} runs images for ${list(hypervisor.targets)}, but ${image.name} is built for ` +
        `${image.target}. Leave \`hypervisor\` out, or build the image for ${list(hypervisor.targets)}`;
    return [{ property: "hypervisor", reason }];
}

/** A manager of domains is looked for on hosts alone. */
export function checkWhere(hypervisor: Hypervisor, { host }: Inputs, unknowns: Unknowns): Failure[] {
    if (hypervisor.manager === undefined || host?.ssh !== undefined || unknowns.has("host")) return [];
    const reason = `${hypervisor.name} runs on a host over SSH only: give \`host: { ssh: … }\`, be it for this machine`;
    return [{ property: "host", reason }];
}

function noHypervisor({ image }: Inputs): string {
    const runnable = [...new Set(hypervisors.flatMap(({ targets }) => targets))];
    return `${image.name} is built for ${image.target}, which nothing here runs. Build it for ${list(runnable)}`;
}

/** What the hypervisor can give the unikernel. */
export function checkResources(hypervisor: Hypervisor, { image, memory, cpus }: Inputs): Failure[] {
    const { memory: limits, maximumCpus, name } = hypervisor;
    const failures: Failure[] = [];
    if (memory !== undefined && limits && memory < limits.minimumMiB) {
        const reason = `${memory} MiB are too few for ${image.name}: ${name} needs at least ${limits.minimumMiB} MiB`;
        failures.push({ property: "memory", reason });
    }
    if (cpus !== undefined && cpus > maximumCpus) {
        const limit = maximumCpus === 1 ? "one processor only" : `at most ${maximumCpus} processors`;
        failures.push({ property: "cpus", reason: `${name} gives a unikernel ${limit}` });
    }
    return failures;
}

function list(names: readonly string[]): string {
    const head = names.slice(0, -1).join(", ");
    return head === "" ? (names[0] ?? "") : `${head} or ${names.at(-1)}`;
}
