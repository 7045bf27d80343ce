import type { Script } from "../../../connection";
import { asRoot, common } from "../../scripts/common";
import { platform } from "../../scripts/platform";
import { either } from "../boot/either";
import { lookAtBooted } from "../boot/look";
import { placeValues } from "./values";

/**
 * Shell functions. `look` says everything of a network of ours: whose it is, what it was made of, and what is not as it was
 * made. `addresses` says those of its bridge.
 */
export const lookAt = `
addresses() {
    addresses_of "$bridge" | sed 's/^/address /'
}
changes() {
    diff -u -L "as it was $1" -L "as it is" "$2" "$3" 2>&1 | tail -n +3 | sed "s/^/$4 /"
}
look() {
    owner=$(cat "$folder/owner" 2>/dev/null) || owner=$(head -n 1 "$unit_file" 2>/dev/null) || return 0
    say network "$owner"
    say inputs "$(cat "$folder/inputs" 2>/dev/null || :)"
    tag=$(echo "$owner" | cut -d' ' -f3)
    tag=pulumi-unikernel:$tag
    if [ ! -e "$unit_file" ]; then say altered unit
    elif [ ! -e "$folder/unit" ]; then say altered records
    else changes written "$folder/unit" "$unit_file" unit
    fi
    [ "$(systemctl is-enabled "$service" 2>/dev/null)" = enabled ] || say altered disabled
    [ "$(systemctl is-active "$service")" = active ] || say altered inactive
    look_at_bridge
    look_at_table
    look_at_forwarding
    if [ -e "$folder/dhcp" ]; then
        if [ -e "$dhcp_unit_file" ]; then changes written "$folder/dhcp" "$dhcp_unit_file" dhcp; fi
        [ -e "$dhcp_unit_file" ] && systemctl is-active --quiet "$dhcp_service" || say altered dhcp
    fi
}
look_at_forwarding() {
    for note in ip_forward:net/ipv4/ip_forward ip6_forward:net/ipv6/conf/all/forwarding; do
        [ -e "$folder/\${note%%:*}" ] || continue
        [ "$(cat "/proc/sys/\${note#*:}")" = 1 ] || say altered "forwarding \${note#*:}"
    done
}
look_at_bridge() {
    link=/sys/class/net/$bridge
    if [ ! -e "$link" ]; then say altered gone
    elif [ "$(cat "$link/ifalias" 2>/dev/null)" != "$tag" ]; then say altered replaced
    else
        [ $(($(cat "$link/flags") & 1)) -eq 1 ] || say altered down
        there=$(addresses)
        for address in $(cat "$folder/addresses" 2>/dev/null); do
            printf '%s\\n' "$there" | grep -q -x -i -F -e "address $address" || say altered "address $address"
        done
    fi
}
look_at_table() {
    grep -q -F -e "create table" "$folder/unit" 2>/dev/null || [ -e "$folder/table" ] || return 0
    if found=$(nft list table inet "$table" 2>/dev/null); then
        printf '%s\\n' "$found" | changes made "$folder/table" - table
    else say altered table
    fi
}
`;

/** A network of ours on this bridge, or else the bridge. One that is adopted is but a bridge, and to see it needs no rights. */
export function lookScript(bridge: string, { adopted }: { readonly adopted: boolean }): Script {
    return {
        body: [
            ...(adopted
                ? [common, platform, lookAt]
                : [common, platform, asRoot, lookAt, either([], lookAtBooted), "look"]),
            `! is_bridge "$bridge" || say bridge "$bridge"
addresses
say looked done`,
        ].join("\n"),
        values: placeValues(bridge),
    };
}
