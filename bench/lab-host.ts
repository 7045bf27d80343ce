import { randomBytes } from "node:crypto";
import type { InstanceInputs } from "../provider/host/inputs";
import { instanceLifecycle as lifecycle } from "../provider/host/lifecycle/lifecycle";
import type { Lab } from "../tests/lab/lab";
import type { InstanceState } from "../tests/unit/host/lifecycle/states";
import type { TestStore } from "../tests/unit/host/store";

/** A host that is a lab, and the store whose images it runs. */
export interface LabHost {
    readonly lab: Lab;
    readonly store: TestStore;
}

export const bridge =
    "ip link add br0 address 02:00:0a:2a:00:01 type bridge && ip addr add 10.42.0.1/24 dev br0 && ip link set br0 up";

export async function create(
    { lab, store }: LabHost,
    name: string,
    inputs: InstanceInputs,
): Promise<InstanceState> {
    const known = {
        host: { ssh: lab.ssh },
        name: `${name}-${randomBytes(4).toString("hex").slice(0, 7)}`,
        ...inputs,
    };
    return { inputs: known, ...(await lifecycle.create(store.call(name), { inputs: known })) };
}

export const destroy = ({ store }: LabHost, name: string, state: InstanceState): Promise<void> =>
    lifecycle.delete(store.call(name), { state });
