import { tapTag } from "../../../network/taps";
import { shellQuoted } from "../../../../shell-quote";
import { ownerLine } from "../../owner";
import { networkPlace } from "../place";
import type { NetworkPlan } from "../plan";
import { natCommands } from "../unit/nat";
import { bridgeMac, madeBy, scriptName } from "../unit/unit-file";

/** The whole text of the script that makes a network where systemd does not, for whatever starts services when the host boots. */
export function networkServiceText(plan: NetworkPlan): string {
    const { folder } = networkPlace(plan.bridge);
    const own = [folder, plan.bridge, tapTag(plan.unit)];
    const call = (...words: readonly string[]): string =>
        ["exec", "sh", ...[`${folder}/${scriptName}`, ...words].map(shellQuoted)].join(" ");
    const bridge = shellQuoted(plan.bridge);
    return [
        ownerLine(plan),
        madeBy,
        "case ${1:-} in",
        `start | restart) ${call("up", ...own, bridgeMac(plan), plan.cidr, plan.cidr6 ?? "", natCommands(plan))} ;;`,
        `stop) ${call("down", ...own)} ;;`,
        `status) [ -e /sys/class/net/${bridge} ] || ifconfig ${bridge} >/dev/null 2>&1 ;;`,
        '*) echo "usage: $0 start|stop|restart|status" >&2; exit 2 ;;',
        "esac",
        "",
    ].join("\n");
}
