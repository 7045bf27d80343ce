import type { ServiceManager } from "./manager";
import { systemdShell } from "./systemd/shell";
import { stateIn } from "./systemd/state";
import { unitFile } from "./systemd/unit-file";

/** A generated unit for each instance; its console is in the journal. */
export const systemd: ServiceManager = {
    name: "systemd",
    definition: "unit file",
    text: unitFile,
    state: stateIn,
    consoleCommand: (instance) => `journalctl --unit=unikernel-${instance}.service`,
    shell: systemdShell,
};
