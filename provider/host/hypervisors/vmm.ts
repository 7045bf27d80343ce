import { numberedTapName } from "../network/names";
import type { Hypervisor } from "./hypervisor";
import { hvt } from "./solo5";

/** The same tender on OpenBSD's vmm(4). */
export const vmm: Hypervisor = {
    ...hvt,
    name: "vmm",
    system: "OpenBSD",
    manager: "supervisor",
    tapName: numberedTapName,
    lacks: {
        handover:
            "OpenBSD has no place apart where a new instance could be probed: leave it out, or give `dnat` or `stop-first`",
    },
};
