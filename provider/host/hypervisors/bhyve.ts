import { numberedTapName } from "../network/names";
import type { Hypervisor } from "./hypervisor";
import { hvt } from "./solo5";

/** The same tender on FreeBSD, whose vmm(4) is bhyve's. */
export const bhyve: Hypervisor = {
    ...hvt,
    name: "bhyve",
    system: "FreeBSD",
    manager: "supervisor",
    tapName: numberedTapName,
    lacks: {
        handover:
            "FreeBSD has no place apart where a new instance could be probed: leave it out, or give `dnat` or `stop-first`",
    },
};
