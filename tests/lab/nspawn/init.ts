import { labRootfs, rootfsPath } from "../../../tools/setup/lab/rootfs.mjs";
import { sysvinitPath, sysvinitRootfs, type Starter } from "../../../tools/setup/lab/sysvinit.mjs";

/** What differs between labs by what is process 1 in them. Commands are run inside. */
export const inits = {
    systemd: {
        steps: [labRootfs],
        path: rootfsPath,
        /** All jobs of the boot are done. It fails when a unit has; that is for a test to say. */
        settled: "systemctl is-system-running --wait || true",
        /** What systemd takes for Ctrl-Alt-Del: nothing inside waits for an answer when it goes down. */
        reboot: "kill -s RTMIN+5 1",
    },
    sysv: withoutSystemd("sysv-rc"),
    openrc: withoutSystemd("openrc"),
};

function withoutSystemd(starter: Starter) {
    return {
        steps: [labRootfs, sysvinitRootfs(starter)],
        path: () => sysvinitPath(starter),
        settled: "true",
        reboot: "shutdown -r now",
    };
}

export type Init = keyof typeof inits;
