import type { ServiceManager } from "./manager";
import { domainConfig } from "./xl/config";
import { xlShell } from "./xl/shell";
import { stateIn } from "./xl/state";

/** A domain of Xen for each instance; its console is in xenconsoled's log. */
export const xl: ServiceManager = {
    name: "xl",
    definition: "xl configuration",
    text: domainConfig,
    state: stateIn,
    consoleCommand: (instance) => `cat /var/log/xen/console/guest-unikernel-${instance}.log`,
    shell: xlShell,
};
