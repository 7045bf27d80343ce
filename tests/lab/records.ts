import type { InstanceState } from "../unit/host/lifecycle/states";

/** What the host calls an instance's service. */
export const serviceOf = ({ inputs }: InstanceState): string => `unikernel-${inputs.name}.service`;

/** The file that tells systemd of it. */
export const unitOf = (state: InstanceState): string => `/etc/systemd/system/${serviceOf(state)}`;

/** The folder with its records on the host. */
export const folderOf = ({ inputs }: InstanceState): string =>
    `/var/lib/pulumi-unikernel/instances/${inputs.name}`;

/** What a host's inventory holds of instances. The rest is not the same after a reboot. */
export const oursIn = (inventory: string): string[] =>
    inventory.split("\n").filter((line) => /unikernel|\buk[0-9a-f]{12}\b/.test(line));
