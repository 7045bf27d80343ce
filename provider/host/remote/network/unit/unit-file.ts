import { createHash } from "node:crypto";
import { tapTag } from "../../../network/taps";
import { quoted } from "../../managers/systemd/quote";
import { ownerLine } from "../../owner";
import { plain } from "../../plain";
import { networkPlace } from "../place";
import type { NetworkPlan } from "../plan";
import { natCommands } from "./nat";

export const scriptName = "network.sh";

export const madeBy =
    "# Written by Pulumi: what is changed here by hand is set right by the next `pulumi up --refresh`.";

/** The whole text of the unit file that makes a network. What reloads it sets right what is not as it should be. */
export function networkUnit(plan: NetworkPlan): string {
    const { folder } = networkPlace(plan.bridge);
    const own = [folder, plan.bridge, tapTag(plan.unit)];
    const call = (...words: readonly string[]): string =>
        ["/bin/sh", `${folder}/${scriptName}`, ...words].map(quoted).join(" ");
    const up = call("up", ...own, bridgeMac(plan), plan.cidr, plan.cidr6 ?? "", natCommands(plan));
    return [
        ownerLine(plan),
        madeBy,
        "[Unit]",
        `Description=network ${plain(plan.bridge)} for unikernels`,
        "After=network.target",
        "Before=xendomains.service libvirtd.service virtqemud.service albatross_daemon.service",
        "",
        "[Service]",
        "Type=oneshot",
        "RemainAfterExit=yes",
        `ExecStart=${up}`,
        `ExecReload=${up}`,
        // Unlike ExecStop it is also run after a start that has failed half way.
        `ExecStopPost=${call("down", ...own)}`,
        "TimeoutStartSec=60",
        "",
        "[Install]",
        "WantedBy=multi-user.target",
        "",
    ].join("\n");
}

/** Without one of its own a bridge takes that of a port, and changes it when ports come and go: guests would lose it. */
export function bridgeMac({ unit, bridge }: NetworkPlan): string {
    const digest = createHash("sha256").update(`${unit}\0${bridge}`).digest("hex");
    return ["02", ...(digest.slice(0, 10).match(/../g) ?? [])].join(":");
}
