import type { InstanceInputs } from "./inputs";

/** Whatever changes the thing that runs replaces it. The rest is changed while it runs. */
export const replaceOn: readonly (keyof InstanceInputs)[] = [
    "image",
    "hypervisor",
    "memory",
    "cpus",
    "networks",
    "volumes",
    "args",
    "env",
    "name",
];
