import type { Hypervisor, Tool } from "../hypervisors/hypervisor";
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
import type { NetworkAttachment } from "../network/attachment";
import { addressIn, plainCidr6 } from "../network/cidr";
import { forwardsOf } from "../network/forwards";
import { folderOf, imagePath } from "./place";
import type { PublishedPort } from "./scripts/start";
import type { Needs, Service } from "./managers/service";

export interface Plan {
    readonly inputs: InstanceInputs;
    readonly identity: Identity;
    /** What the host has to run it with. */
    readonly tool?: Tool;
    readonly hasUdev?: boolean;
}

/** Pure. What its manager is to be told of an instance. */
export function serviceFor({ inputs, identity, tool, hasUdev }: Plan): Service {
    const hypervisor = requireHypervisor(inputs);
    const memoryMiB = inputs.memory ?? hypervisor.memory?.defaultMiB;
    const folder = folderOf(identity.name);
    const volumes = blockDevices(inputs, { resolvePath: (path) => path, folder });
    return {
        ...{ ...identity, folder, hypervisor },
        run: {
            ...{ tool, kernel: imagePath(inputs.image.digest), image: inputs.image, volumes },
            cpus: inputs.cpus ?? 1,
            memoryMiB: memoryMiB ?? 0,
            networks: networkDevices(inputs, identity),
            args: argumentsOf(inputs),
        },
        environmentFile: inputs.env && `${folder}/environment`,
        taps: tapDevices(inputs, identity),
        publishing: publishedPorts(inputs, hypervisor).length > 0,
        needs: needsOf(inputs, {
            ...{ tool, hasUdev },
            writable: volumes.filter(({ readOnly }) => !readOnly).map(({ path }) => path),
        }),
        memoryMaxMiB: memoryMiB === undefined ? inputs.memory : memoryMiB + overheadMiB,
        restart: inputs.restart ?? "on-failure",
        restartLimit: inputs.restartLimit ?? 5,
        graceSeconds: graceOf(inputs),
    };
}

/** Pure. The ports of the host that lead to it, once it has its addresses. */
export function publishedPorts(
    { networks = {} }: Pick<InstanceInputs, "networks">,
    hypervisor: Hypervisor,
): PublishedPort[] {
    return Object.values(networks).flatMap((network) =>
        forwardsOf(network.ports).flatMap(({ protocol, hostPort, guestPort }) =>
            reachedAt(network, hypervisor).map((address) => ({ protocol, hostPort, guestPort, address })),
        ),
    );
}

/** By IPv6 only what answers by way of the host. pf leads IPv4's alone. */
function reachedAt(
    { address = "", address6, gateway6 }: NetworkAttachment,
    { system }: Hypervisor,
): string[] {
    const isReached6 = address6 !== undefined && gateway6 !== undefined && system === undefined;
    return [addressIn(address), ...(isReached6 ? [addressIn(plainCidr6(address6))] : [])];
}

/** What QEMU or a tender takes besides the guest's memory. A translator keeps what it has translated, too. */
const overheadMiB = 384;

function needsOf(
    inputs: InstanceInputs,
    { tool, hasUdev, writable }: Pick<Plan, "tool" | "hasUdev"> & { readonly writable: readonly string[] },
): Needs {
    const { name } = requireHypervisor(inputs);
    const networks = Object.values(inputs.networks ?? {});
    const usesKvm = name === "hvt" || tool?.accelerator === "kvm";
    return {
        awaitsDevices: hasUdev,
        hostNetwork: name === "process" || networks.some(({ user }) => user !== undefined),
        devices: [
            ...(networks.some(({ user }) => user === undefined) ? ["/dev/net/tun"] : []),
            ...(usesKvm ? ["/dev/kvm"] : []),
            ...Object.values(inputs.volumes ?? {}).flatMap(({ path }) =>
                path?.startsWith("/dev/") ? [path] : [],
            ),
        ],
        writable,
        writesCode: !usesKvm,
    };
}
