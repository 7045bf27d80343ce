import type { Hypervisor } from "../../hypervisors/hypervisor";
import { albatross } from "./albatross";
import { libvirt } from "./libvirt";
import type { ServiceManager } from "./manager";
import { systemd } from "./systemd";
import { supervisor } from "./supervisor";
import { xl } from "./xl";

/** A new manager is a file and a line here. */
export const managers: readonly ServiceManager[] = [systemd, xl, supervisor, libvirt, albatross];

/**
 * The names of those that may keep an instance running that this hypervisor runs. Where they are several, its host says which:
 * the first that it has.
 */
export function managersFor({ manager }: Pick<Hypervisor, "manager">): readonly string[] {
    return manager === undefined ? ["systemd", "supervisor"] : [manager];
}

export function managerNamed(name: string): ServiceManager {
    return managers.find((manager) => manager.name === name) ?? systemd;
}

/** What all of them do on a host, where `$manager` says which is meant. */
export const managerShell = managers.map(({ shell }) => shell).join("");
