import { addressIn, netmask, parseCidr } from "../../../network/cidr";
import { quoted } from "../../managers/systemd/quote";
import { ownerLine } from "../../owner";
import { plain } from "../../plain";
import { networkPlace } from "../place";
import type { NetworkPlan } from "../plan";
import { madeBy } from "./unit-file";

/** The whole text of the unit file of its DHCP server; empty where it has none. */
export function dhcpUnit(plan: NetworkPlan): string {
    if (plan.dhcp === undefined) return "";
    const { folder, service } = networkPlace(plan.bridge);
    return [
        ownerLine(plan),
        madeBy,
        "[Unit]",
        `Description=DHCP on the network ${plain(plan.bridge)} for unikernels`,
        `After=${service}`,
        `BindsTo=${service}`,
        "",
        "[Service]",
        // It goes into the background once it serves, so that a start that fails is one that is seen to.
        "Type=forking",
        `ExecStart=/usr/bin/env ${dnsmasq(plan, plan.dhcp, folder).map(quoted).join(" ")}`,
        "Restart=on-failure",
        "RestartSec=1",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        `ReadWritePaths=${folder}`,
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "",
        "[Install]",
        `WantedBy=${service}`,
        "",
    ].join("\n");
}

/** Without the host's own configuration, and without DNS, which the host may serve otherwise. */
function dnsmasq(
    { bridge, cidr }: NetworkPlan,
    { from, to }: NonNullable<NetworkPlan["dhcp"]>,
    folder: string,
): string[] {
    const mask = netmask(parseCidr(cidr, 4)?.prefix ?? 24);
    return [
        "dnsmasq",
        "--conf-file=/dev/null",
        "--pid-file=",
        "--port=0",
        `--interface=${bridge}`,
        "--except-interface=lo",
        "--bind-dynamic",
        "--dhcp-authoritative",
        `--dhcp-range=${from},${to},${mask},1h`,
        `--dhcp-option=option:router,${addressIn(cidr)}`,
        `--dhcp-leasefile=${folder}/leases`,
    ];
}
