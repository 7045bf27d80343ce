import type { ServiceManager } from "./manager";
import { supervisorShell } from "./supervisor/shell";
import { stateIn } from "./supervisor/state";
import { serviceScript } from "./supervisor/service-script";
import { folderOf } from "../place";

/** For Linux without systemd: a supervisor for each instance, which the host's own scripts start when it boots. */
export const supervisor: ServiceManager = {
    name: "supervisor",
    definition: "service script",
    text: serviceScript,
    state: stateIn,
    consoleCommand: (instance) => `tail -f ${folderOf(instance)}/console.log`,
    shell: supervisorShell,
};
