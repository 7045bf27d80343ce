import type { Artifact } from "../../artifact/artifact";
import type { HypervisorName } from "../inputs";
import type { Hypervisor } from "./hypervisor";
import { albatross } from "./albatross";
import { bhyve } from "./bhyve";
import { libvirt } from "./libvirt";
import { process } from "./process";
import { qemu } from "./qemu";
import { hvt, spt } from "./solo5";
import { vmm } from "./vmm";
import { xen } from "./xen";

/** A new hypervisor is a file and a line here. The first that runs a target is the one inferred for it. */
export const hypervisors: readonly Hypervisor[] = [
    ...[process, spt, hvt, qemu, xen],
    ...[bhyve, vmm, libvirt, albatross],
];

export function hypervisorNamed(name: HypervisorName): Hypervisor | undefined {
    return hypervisors.find((hypervisor) => hypervisor.name === name);
}

export function inferHypervisor(image: Artifact): Hypervisor | undefined {
    return hypervisors.find(({ targets }) => targets.includes(image.target));
}
