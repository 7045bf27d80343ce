import type { Architecture } from "../../artifact/artifact";
import type { Hypervisor } from "../hypervisors/hypervisor";
import { libvirtInstall } from "../hypervisors/libvirt";
import { hypervisors } from "../hypervisors/list";
import type { ProbeHostOutputs } from "../probe-host";
import { allOf, firstOf, type Answer } from "./answers";

type Usable = ProbeHostOutputs["hypervisors"][number];

/** Pure. */
export function factsIn(answers: readonly Answer[]): ProbeHostOutputs {
    const memory = firstOf(answers, "memory");
    const arch = firstOf(answers, "arch") ?? "";
    return {
        os: firstOf(answers, "os") ?? "",
        release: firstOf(answers, "release") ?? "",
        arch,
        root: firstOf(answers, "root") === "yes",
        systemd: firstOf(answers, "systemd"),
        memoryMiB: memory === undefined ? undefined : Math.floor(Number(memory) / 1024),
        bridges: allOf(answers, "bridge"),
        hypervisors: hypervisors.map((hypervisor) => usable(hypervisor, arch, answers)),
    };
}

function usable(hypervisor: Hypervisor, arch: string, answers: readonly Answer[]): Usable {
    const { name } = hypervisor;
    const elsewhere = systemProblem(hypervisor, firstOf(answers, "os") ?? "");
    if (elsewhere !== undefined) return { name, works: false, missing: elsewhere };
    const wanted = hypervisor.tool?.(architectureOf(arch));
    if (wanted === undefined) return { name, works: true };
    const found = toolsIn(answers).find((tool) => tool.executable === wanted.executable);
    if (found === undefined) {
        return {
            name,
            works: false,
            missing: `${wanted.executable} is not there. Install it: ${wanted.install}`,
        };
    }
    const { path, version } = found;
    const kvm = allOf(answers, "kvm");
    if (name === "hvt" && !kvm.includes("device"))
        return { name, works: false, path, version, missing: noKvm };
    if (hypervisor.system !== undefined && !allOf(answers, "vmm").includes("works"))
        return { name, works: false, path, version, missing: noVmm[hypervisor.system] };
    const inTheWay = problems[name]?.(allOf(answers, name));
    if (inTheWay !== undefined) return { name, works: false, path, version, missing: inTheWay };
    if (!hypervisor.accelerated) return { name, works: true, path, version };
    return { name, works: true, path, version, accelerator: kvm.includes("works") ? "kvm" : "tcg" };
}

/** What is no part of FreeBSD or OpenBSD does not run there, though other systems may have it. */
function systemProblem({ system }: Hypervisor, os: string): string | undefined {
    if (system === undefined) return os.endsWith("BSD") ? "it runs on Linux only" : undefined;
    return system === os ? undefined : `it is part of ${system}`;
}

const noVmm = {
    FreeBSD: "the module vmm is not loaded: kldload vmm",
    OpenBSD: "/dev/vmm is not there: the processor or the firmware allows no virtual machines",
} as const;

const noKvm = "/dev/kvm is not there: load the module kvm_intel or kvm_amd, or allow nested virtualisation";

/** What is in the way of a hypervisor that is more than a program, from what the host tells of it. */
const problems: Readonly<Record<string, (told: readonly string[]) => string | undefined>> = {
    xen: xenProblem,
    libvirt: libvirtProblem,
    albatross: (told) =>
        told.includes("answers") ? undefined : "it does not answer: start its daemons (albatross_daemon)",
};

function libvirtProblem(told: readonly string[]): string | undefined {
    if (!told.includes("there")) return `virsh is not there. Install it: ${libvirtInstall}`;
    if (told.includes("answers")) return undefined;
    return "its QEMU driver does not answer: `virsh --connect qemu:///system list` says why";
}

function xenProblem(told: readonly string[]): string | undefined {
    if (!told.includes("dom0")) return "it is not the control domain of a Xen host: boot it with Xen";
    if (told.includes("pvh")) return undefined;
    return "Xen runs no PVH guests there: enable hardware virtualisation (AMD-V or VT-x) in the firmware";
}

const architectureOf = (machine: string): Architecture =>
    machine === "aarch64" || machine === "arm64" ? "aarch64" : "x86_64";

/** `solo5-spt /usr/bin/solo5-spt solo5-spt 0.9.0`, the version to the end of the line. */
function toolsIn(answers: readonly Answer[]): { executable: string; path: string; version?: string }[] {
    return allOf(answers, "tool").map((line) => {
        const [executable = "", path = "", ...version] = line.split(" ");
        return { executable, path, version: version.join(" ") || undefined };
    });
}
