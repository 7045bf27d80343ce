import { folderOf } from "../place";
import type { ServiceManager } from "./manager";
import { createOptions } from "./albatross/options";
import { albatrossShell } from "./albatross/shell";
import { stateIn } from "./albatross/state";

/** A unikernel of albatross for each instance, which restores it when the host boots and has its console. */
export const albatross: ServiceManager = {
    name: "albatross",
    definition: "configuration in albatross",
    namesDevices: true,
    text: createOptions,
    state: stateIn,
    consoleCommand: (instance) =>
        `albatross-client console ${instance.replaceAll("_", "-").slice(0, 40)}-$(cut -d' ' -f3 ${folderOf(instance)}/owner)`,
    shell: albatrossShell,
};
