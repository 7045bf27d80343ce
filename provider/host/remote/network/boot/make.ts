import { linuxOrBsd } from "../../scripts/platform/either";
import { consequences } from "../scripts/consequences";
import { claimAddresses, claimRecords, writeRecords } from "../scripts/records";
import { lookAtBooted } from "./look";
import { bsdBridge } from "./bsd-network";

/** What has its name but another's mark is left alone. */
const claimBsd = `
script=$bsd_script
[ -z "$nat" ] || require_pf nat
${bsdBridge}
case $(uname -s)-$bridge in
OpenBSD-bridge[0-9]* | OpenBSD-veb[0-9]*) ;;
OpenBSD-*) refuse name "$bridge" ;;
esac
for link in $bridge $own_port; do
    [ -e "$folder/creating.$link" ] || ! net_is_there "$link" || net_is_ours "$link" || refuse link "$link"
done
for address in $cidr $cidr6; do
    case $address in *:*) family=-inet6 ;; *) family=-inet ;; esac
    route=$(route -n get "$family" "\${address%/*}" 2>/dev/null | awk -v own="\${own_port:-$bridge}" '
        $1 == "destination:" { to = $2 }
        $1 == "interface:" { by = $2 }
        /GATEWAY/ { routed = 1 }
        END { if (to != "" && to != "default" && to != "::" && !routed && by != own && by != "lo0") print to " dev " by }')
    [ -z "$route" ] || refuse overlap "$address $route"
done
`;

/** The body of the script that makes a network where the host's own scripts start it at boot. `claimLinux` is what is done on Linux before. */
export const makeBooted = (claimLinux: string): string => `${lookAtBooted}
[ -z "$dhcp_text" ] || refuse dhcp
[ "$(boot_kind)" != none ] || refuse boot
${claimRecords}file=$(boot_file "network-$bridge" "$(boot_kind)")
[ ! -e "$file" ] || boot_is_mine "$file" || refuse foreign "$file"
${linuxOrBsd(claimLinux, claimBsd)}${claimAddresses}${writeRecords}write "$folder/unit" "$service_text"
write "$folder/service" "$service_text"
boot_enable "network-$bridge" "$owner" "$folder/service"
if ! words=$(sh "$folder/service" start 2>&1); then
    printf '%s\\n' "$words" | sed 's/^/console /'
    say failed "$folder/service"
    exit 0
fi
boot_started "network-$bridge" >/dev/null 2>&1 || :
look
${consequences}`;
