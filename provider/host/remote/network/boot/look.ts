import { pf } from "../../scripts/pf";
import { boot } from "../../managers/supervisor/boot";
import { bsdBridge } from "./bsd-network";

/** Shell functions that take the place of those of `lookAt` where systemd does not run the host. */
export const lookAtBooted = `${boot}
look() {
    owner=$(cat "$folder/owner" 2>/dev/null) || return 0
    say network "$owner"
    say inputs "$(cat "$folder/inputs" 2>/dev/null || :)"
    tag=pulumi-unikernel:$(echo "$owner" | cut -d' ' -f3)
    if [ -e "$folder/service" ]; then changes written "$folder/unit" "$folder/service" service
    else say altered service
    fi
    boot_is_as_written "network-$bridge" "$owner" "$folder/service" || say altered disabled
    look_at_bridge
    look_at_table
    look_at_forwarding
}
if [ ! -d /proc/sys/kernel ]; then${pf}${bsdBridge}
look_at_bridge() {
    for link in $bridge $own_port; do
        if ! net_is_there "$link"; then say altered "gone $link"
        elif ! net_is_ours "$link"; then say altered "replaced $link"
        elif ! ifconfig "$link" | grep -q -E '^[^[:space:]]+: flags=[0-9a-f]+<UP,'; then say altered "down $link"
        fi
    done
    there=$(addresses)
    for address in $(cat "$folder/addresses" 2>/dev/null); do
        printf '%s\\n' "$there" | grep -q -x -i -F -e "address $address" || say altered "address $address"
    done
}
look_at_table() {
    [ -e "$folder/nat" ] || return 0
    pf_has nat && [ "$(pf_rules "nat-$bridge")" = "$(cat "$folder/nat")" ] || say altered anchor
}
look_at_forwarding() {
    for note in nat:net.inet.ip.forwarding nat6:net.inet6.ip6.forwarding; do
        [ ! -e "$folder/\${note%%:*}" ] || [ "$(sysctl -n "\${note#*:}")" = 1 ] || say altered "forwarding \${note#*:}"
    done
}
fi
`;
