import { afterEach, beforeAll, expect } from "@jest/globals";
import type { Artifact } from "../../provider/artifact/artifact";
import type { InstanceInputs } from "../../provider/host/inputs";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { generation } from "./generations";
import { instancesOn } from "./instances";
import { refreshed } from "./repairs";
import { labWorld, type LabWorld } from "./world";

export interface LibvirtWorld extends LabWorld {
    readonly webImage: Artifact;
    /** Removed after the test, which leaves no trace then. */
    make(name: string, inputs: InstanceInputs): Promise<InstanceState>;
    found(state: InstanceState): Promise<InstanceState>;
    /** One that answers on port 8080 of the host with those words. */
    served(hello: string): InstanceInputs;
    /** What is there of domains, and of what may be made for them. */
    readonly traces: () => Promise<string>;
}

/** As docs/hosts.md has a host with libvirt made ready; with somebody else's domain beside ours, all the while. */
export function libvirtWorld(): () => LibvirtWorld {
    const lab = labWorld({ libvirt: true });
    let world: LibvirtWorld;
    let before: string;
    const make = instancesOn(lab);
    beforeAll(async () => {
        const image = await lab().web();
        await lab().exec(foreignDomain);
        before = await lab().exec(traces);
        world = {
            ...lab(),
            webImage: image,
            make,
            found: (state) => refreshed(lab(), state),
            traces: () => lab().exec(traces),
            served: (hello) => ({ ...generation(image, hello), hypervisor: "libvirt" }),
        };
    });
    afterEach(async () => {
        expect(await lab().exec(traces)).toBe(before);
    });
    return () => world;
}

export const domainOf = ({ inputs }: InstanceState): string => `unikernel-${inputs.name}`;

const foreignDomain = `cat >/root/foreign.xml <<END
<domain type="qemu">
  <name>foreign</name>
  <memory unit="MiB">16</memory>
  <os><type arch="x86_64" machine="pc">hvm</type></os>
</domain>
END
virsh define /root/foreign.xml && virsh start foreign
echo SHUTDOWN_TIMEOUT=5 >>/etc/default/libvirt-guests`;

/** What of it would be left where something was. Not what libvirt makes anew with each of its own starts. */
const traces = `virsh list --all --name | sort; ip -brief link | cut -d ' ' -f 1 | cut -d @ -f 1 | sort; nft list ruleset
find /etc/libvirt /var/lib/pulumi-unikernel /var/log/libvirt 2>/dev/null | sort`;
