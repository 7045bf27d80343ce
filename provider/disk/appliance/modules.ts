import { UserError } from "../../protocol/errors";
import { moduleDependencies } from "../elf/linkage";

/**
 * What an appliance needs of the kernel besides what is built in: network cards, TAP, `tc`, KVM, the power button. The cards
 * are those of EC2 (ENA, and Xen's on its older instances), of GCE (gVNIC, virtio), of QEMU and of VMware: cloud kernels
 * have no drivers of emulated hardware such as e1000.
 */
const wantedModules = [
    ...["ena", "gve", "virtio_pci", "virtio_net", "vmxnet3", "xen_netfront"],
    ...["tun", "sch_ingress", "cls_matchall", "act_mirred"],
    ...["kvm", "kvm_intel", "kvm_amd"],
    ...["button", "evdev"],
];

/** Modules that a kernel may lack: what they do is built in, or there is nothing for them to do. */
const optional: ReadonlySet<string> = new Set([
    "virtio_pci",
    "vmxnet3",
    "xen_netfront",
    "kvm",
    "kvm_intel",
    "kvm_amd",
    "button",
    "evdev",
]);

/** The name of the module at a path of a kernel's package, as the kernel itself calls it. */
export function modulePath(path: string): string | undefined {
    const [, name] = /^(?:usr\/)?lib\/modules\/[^/]+\/kernel\/.*\/([^/]+)\.ko(?:\.\w+)?$/.exec(path) ?? [];
    return name?.replaceAll("-", "_");
}

/** The wanted modules and all they depend on, each after those. */
export async function modulesInOrder(
    read: (name: string) => Promise<Buffer | undefined>,
    wanted: readonly string[] = wantedModules,
): Promise<ReadonlyMap<string, Buffer>> {
    const order = new Map<string, Buffer>();
    const visit = async (name: string, path: readonly string[]): Promise<void> => {
        if (order.has(name) || path.includes(name)) return;
        const bytes = await read(name);
        if (!bytes) {
            if (optional.has(name)) return;
            throw new UserError(`The appliance's kernel has no module ${[...path, name].join(" → ")}.`);
        }
        for (const needed of await moduleDependencies(name, bytes)) await visit(needed, [...path, name]);
        order.set(name, bytes);
    };
    for (const name of wanted) await visit(name, []);
    return order;
}
