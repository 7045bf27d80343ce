import type { Artifact } from "../../../provider/artifact/artifact";
import type { InstanceInputs } from "../../../provider/host/inputs";
import { startVmLab } from "../vm";
import { worldOf, type LabWorld } from "../world";

/** A Xen host for all the tests of a file. */
export const xenWorld = (): (() => LabWorld) => worldOf(() => startVmLab("xen"));

/** The quickstart's unikernel, as an image that is built for Xen. */
export async function webFor(host: LabWorld): Promise<Artifact> {
    const { abi: _virtio, ...web } = await host.web();
    return { ...web, target: "xen" };
}

/** One that answers on port 8080 of the host, and is there beside its successor. An emulated host takes its time. */
export const serving = (image: Artifact, hello: string): InstanceInputs => ({
    ...{ image, memory: 32, grace: 0, drain: 2, args: [`--hello=${hello}`] },
    probe: { http: { body: hello }, timeout: 20, deadline: 120 },
    networks: {
        service: {
            ...{ bridge: "br0", address: "10.42.0.0/24", gateway: "10.42.0.1" },
            ports: { "8080": 80 },
        },
    },
});

export const domainOf = ({ inputs }: { readonly inputs: InstanceInputs }): string =>
    `unikernel-${inputs.name}`;
