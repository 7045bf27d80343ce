import type { Artifact } from "../../../provider/artifact/artifact";
import type { InstanceInputs } from "../../../provider/host/inputs";
import { generation, patient } from "../generations";
import { startVmLab } from "../vm";
import { worldOf, type LabWorld } from "../world";

/** A Xen host for all the tests of a file. */
export const xenWorld = (): (() => LabWorld) => worldOf(() => startVmLab("xen"));

/** The quickstart's unikernel, as an image that is built for Xen. */
export async function webFor(host: LabWorld): Promise<Artifact> {
    const { abi: _virtio, ...web } = await host.web();
    return { ...web, target: "xen" };
}

/** One that answers on port 8080 of the host, and is there beside its successor. It ends as soon as it is told to. */
export const serving = (image: Artifact, hello: string): InstanceInputs => ({
    ...patient(generation(image, hello)),
    ...{ grace: 60, drain: 2 },
});

export const domainOf = ({ inputs }: { readonly inputs: InstanceInputs }): string =>
    `unikernel-${inputs.name}`;
