import type { Script } from "../../../connection";
import { asRoot, common, ownership, writeFile } from "../../scripts/common";
import { drops } from "../../scripts/firewall";
import { ownerLine } from "../../owner";
import { platform } from "../../scripts/platform";
import { bsdNetworkScript } from "../boot/bsd-network";
import { either } from "../boot/either";
import { makeBooted } from "../boot/make";
import { networkServiceText } from "../boot/service-text";
import { prefixesOf, type NetworkPlan } from "../plan";
import { dhcpUnit } from "../unit/dhcp";
import { networkUnit, scriptName } from "../unit/unit-file";
import { consequences } from "./consequences";
import { lookAt } from "./look";
import { networkScript } from "./network";
import { claimAddresses, claimRecords, writeRecords } from "./records";
import { ownValues, placeValues } from "./values";

/** Makes a network what it is to be, and says how it is. `inputs` is for an import: one line. */
export function makeScript(plan: NetworkPlan, inputs: string): Script {
    return {
        body: [
            ...[common, platform, asRoot, ownership, writeFile, lookAt, drops],
            either(
                [tools, claimRecords, claim, overlap, claimAddresses, write, bringUp, dhcp, answer],
                makeBooted(tools + claim + overlap),
            ),
        ].join("\n"),
        values: {
            ...placeValues(plan.bridge),
            ...ownValues(plan),
            ...{ owner: ownerLine(plan), inputs, script: networkScript, script_name: scriptName },
            ...{ cidr: plan.cidr, cidr6: plan.cidr6 ?? "", nat: plan.nat ? "yes" : "" },
            prefixes: prefixesOf(plan).join(" "),
            ...{ unit_text: networkUnit(plan), dhcp_text: dhcpUnit(plan) },
            ...{ service_text: networkServiceText(plan), bsd_script: bsdNetworkScript },
        },
    };
}

const tools = `
need() { command -v "$1" >/dev/null || refuse tool "$1"; }
need ip
[ -z "$nat" ] || need nft
[ -z "$dhcp_text" ] || need dnsmasq
`;

/** What has its name but another's mark is left alone. */
const claim = `
for file in "$unit_file" "$dhcp_unit_file"; do
    [ ! -e "$file" ] || mine "$file" || refuse foreign "$file"
done
if [ -e "/sys/class/net/$bridge" ]; then
    [ "$(cat "/sys/class/net/$bridge/ifalias" 2>/dev/null)" = "$tag" ] || refuse link "$bridge"
fi
if [ -n "$nat" ] && found=$(nft list table inet "$table" 2>/dev/null); then
    case $found in
    *"comment \\"$tag\\""*) ;;
    *) refuse table "$table" ;;
    esac
fi
`;

/**
 * Two networks with the same addresses on one host: one of them would not be reached any more, perhaps the host's own. What
 * leads to a router says nothing of who is there.
 */
const overlap = `
routes() {
    ip "$1" -oneline route show root "$2"
    ip "$1" -oneline route show match "$2" | grep -v -e ' via ' -e '^default '
}
for address in $cidr $cidr6; do
    case $address in *:*) family=-6 ;; *) family=-4 ;; esac
    route=$(routes "$family" "$address" 2>/dev/null | grep -v -F -e " dev $bridge " | head -n 1)
    [ -z "$route" ] || refuse overlap "$address $route"
done
`;

const write = `${writeRecords}write "$folder/unit" "$unit_text"
write "$unit_file" "$unit_text"
systemctl daemon-reload
systemctl enable --quiet "$service" 2>/dev/null
`;

/** Instances that are on it stay on it while it is set right. */
const bringUp = `
console() {
    journalctl --sync 2>/dev/null || :
    journalctl "_SYSTEMD_INVOCATION_ID=$(systemctl show --property=InvocationID --value "$1")" --lines=5 --output=cat --no-pager 2>/dev/null |
        sed 's/^/console /'
    say failed "$1"
    exit 0
}
if systemctl is-active --quiet "$service"; then
    systemctl reload "$service" 2>/dev/null || console "$service"
else
    systemctl reset-failed "$service" 2>/dev/null || :
    systemctl start "$service" 2>/dev/null || console "$service"
fi
`;

/** What has not changed goes on. */
const dhcp = `
if [ -n "$dhcp_text" ]; then
    if [ "$(cat "$dhcp_unit_file" 2>/dev/null; echo .)" != "$dhcp_text." ] || ! systemctl is-active --quiet "$dhcp_service"; then
        write "$folder/dhcp" "$dhcp_text"
        write "$dhcp_unit_file" "$dhcp_text"
        systemctl daemon-reload
        systemctl enable --quiet "$dhcp_service" 2>/dev/null
        systemctl reset-failed "$dhcp_service" 2>/dev/null || :
        systemctl restart "$dhcp_service" 2>/dev/null || console "$dhcp_service"
    fi
else
    if mine "$dhcp_unit_file"; then
        systemctl disable --quiet --now "$dhcp_service" 2>/dev/null || :
        rm -f "$dhcp_unit_file"
        systemctl daemon-reload
        systemctl reset-failed "$dhcp_service" 2>/dev/null || :
    fi
    rm -f "$folder/dhcp" "$folder/leases"
fi
`;

const answer = `
look
${consequences}`;
