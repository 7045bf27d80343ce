import type { Tool } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";
import {
    argumentsOf,
    blockDevices,
    networkDevices,
    requireHypervisor,
    tapDevices,
    type Identity,
} from "../machine";
import { graceOf } from "../lifecycle/policy";
import { addressIn } from "../network/cidr";
import { forwardsOf } from "../network/forwards";
import { imagePath, type Place } from "./place";
import type { PublishedPort } from "./scripts/start";
import type { Needs } from "./unit/hardening";
import type { Service } from "./unit/unit-file";

export interface Plan {
    readonly inputs: InstanceInputs;
    readonly identity: Identity;
    readonly place: Place;
    /** What the host has to run it with. */
    readonly tool?: Tool;
}

/** Pure. What systemd is to be told of an instance. */
export function serviceFor({ inputs, identity, place, tool }: Plan): Service {
    const hypervisor = requireHypervisor(inputs);
    const memoryMiB = inputs.memory ?? hypervisor.memory?.defaultMiB;
    const volumes = blockDevices(inputs, (path) => path);
    const cpus = inputs.cpus ?? 1;
    return {
        ...{ ...identity, volumes, cpus },
        argv: hypervisor.commandLine({
            ...{ tool, kernel: imagePath(inputs.image.digest), image: inputs.image, cpus, volumes },
            memoryMiB: memoryMiB ?? 0,
            networks: networkDevices(inputs, identity),
            args: argumentsOf(inputs),
        }),
        environmentFile: inputs.env && `${place.folder}/environment`,
        taps: tapDevices(inputs, identity),
        publishing: publishedPorts(inputs).length > 0 ? place.folder : undefined,
        needs: needsOf(inputs, {
            tool,
            writable: volumes.filter(({ readOnly }) => !readOnly).map(({ path }) => path),
        }),
        memoryMaxMiB: memoryMiB === undefined ? inputs.memory : memoryMiB + overheadMiB,
        restart: inputs.restart ?? "on-failure",
        restartLimit: inputs.restartLimit ?? 5,
        graceSeconds: graceOf(inputs),
        exit: hypervisor.exitRules(inputs.image),
    };
}

/** Pure. The ports of the host that lead to it, once it has its addresses. */
export function publishedPorts({ networks = {} }: Pick<InstanceInputs, "networks">): PublishedPort[] {
    return Object.values(networks).flatMap(({ ports, address = "" }) =>
        forwardsOf(ports).map(({ protocol, hostPort, guestPort }) => ({
            ...{ protocol, hostPort, guestPort },
            address: addressIn(address),
        })),
    );
}

/** What QEMU or a tender takes besides the guest's memory. A translator keeps what it has translated, too. */
const overheadMiB = 384;

function needsOf(
    inputs: InstanceInputs,
    { tool, writable }: { readonly tool?: Tool; readonly writable: readonly string[] },
): Needs {
    const { name } = requireHypervisor(inputs);
    const networks = Object.values(inputs.networks ?? {});
    const usesKvm = name === "hvt" || tool?.accelerator === "kvm";
    return {
        hostNetwork: name === "process" || networks.some(({ user }) => user !== undefined),
        devices: [
            ...(networks.some(({ user }) => user === undefined) ? ["/dev/net/tun"] : []),
            ...(usesKvm ? ["/dev/kvm"] : []),
            ...Object.values(inputs.volumes ?? {}).flatMap(({ path }) =>
                path.startsWith("/dev/") ? [path] : [],
            ),
        ],
        writable,
        writesCode: !usesKvm,
    };
}
