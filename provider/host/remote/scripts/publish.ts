import { forwarding } from "./forwarding";
import { routers } from "./routers";
import { table, tables } from "./port-tables";

/**
 * A script that is kept beside an instance with published ports, and leads them to it in one transaction: when it takes
 * over from an older generation, and when its host has booted. Its folder is its only argument. Beside it, `ports` holds
 * a line for each: `tcp 8080 10.42.0.7 80`, and `tcp 8080 fd42::7 80` with the address in full at its end.
 */
export const publishing = `#!/bin/sh
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL=C
root=\${1%/instances/*}
exec 8<"$root/instances"
flock 8
${tables}${forwarding}${routers}
ports=$(cat "$1/ports")
case $ports in
*.*) forward "$root/ip_forward" net/ipv4/ip_forward ;;
esac
case $ports in
*:*)
    heed_routers "$root/heeds"
    forward "$root/ip6_forward" net/ipv6/conf/all/forwarding
    ;;
esac
transaction=$(
    case $ports in *.*) echo '${table("ip")}' ;; esac
    case $ports in *:*) echo '${table("ip6")}' ;; esac
    while read -r protocol port address guest_port _; do
        family_of "$address"
        element="element $family unikernel \${protocol}_ports"
        ! map_has "$protocol" "$address" "$port :" || echo "delete $element { $port }"
        echo "add $element { $port : $address . $guest_port }"
    done <"$1/ports"
)
# The first transaction on a freshly booted machine was seen to crash nft 1.0.6, which leaves everything as it was.
printf '%s\\n' "$transaction" | nft -f - || printf '%s\\n' "$transaction" | nft -f -
# Whoever sends by UDP from one port all the time would be led to the old address for as long as he does.
! command -v conntrack >/dev/null || while read -r protocol port address _; do
    case $address in *:*) version=ipv6 ;; *) version=ipv4 ;; esac
    [ "$protocol" = tcp ] || conntrack -D -f "$version" -p udp --dst-nat --orig-port-dst "$port" >/dev/null 2>&1 || :
done <"$1/ports"
`;

/** A shell function that tells whether the ports of the instance in the folder \`$1\` lead to it. Each table is looked at once for all. */
export const leads = `
leads() {
    while read -r protocol port address guest_port _; do
        case $address in
        *:*) read -r forwards </proc/sys/net/ipv6/conf/all/forwarding || : ;;
        *) read -r forwards </proc/sys/net/ipv4/ip_forward || : ;;
        esac
        [ "$forwards" = 1 ] && map_has "$protocol" "$address" "$port : $address . $guest_port" || return 1
        chain=\${published#*"chain prerouting {"}
        chain=\${chain%%"}"*}
        case $chain in
        *" hook prerouting "*" dnat "*" map @\${protocol}_ports"*) ;;
        *) return 1 ;;
        esac
    done <"$1/ports"
}
`;

/** Takes back what leads to \`$folder\`, and each table with its last port. */
export const unpublish = `${forwarding}
unpublish() {
    exec 8<"$root/instances"
    flock 8
    taken_back=$(
        while read -r protocol port address guest_port _; do
            ! map_has "$protocol" "$address" "$port : $address . $guest_port" ||
                echo "delete element $family unikernel \${protocol}_ports { $port }"
        done <"$folder/ports"
    )
    [ -z "$taken_back" ] || printf '%s\\n' "$taken_back" | nft -f -
    settle_table ip ip_forward net/ipv4/ip_forward
    case $(cat "$folder/ports") in *:*) settle_table ip6 ip6_forward net/ipv6/conf/all/forwarding ;; esac
    flock -u 8
}
settle_table() {
    learn "$1"
    case $published in
    *elements*) ;;
    *)
        [ -z "$published" ] || nft delete table "$1" unikernel
        unforward "$root/$2" "$3"
        [ "$1" = ip ] || rm -f "$root/heeds" "$root/heeds.new"
        ;;
    esac
}
`;

/** Where there is no \`ss\`, the kernel itself says who listens, though not by which program. 0A is a listening socket of TCP, 07 any of UDP. */
export const publishable = String.raw`
can_publish() { command -v nft >/dev/null || refuse nft; }
# What is learnt for it is not what will be true.
is_published() (map_has "$1" "$3" "$2 :")
listener_on() {
    case $3 in
    *:*)
        elsewhere='([0-9][^ ]*|\[::1\]|\[fe80:[^ ]*)'
        listens='FILENAME ~ /6$/ && $2 !~ /^(00000000000000000000000001000000|000080FE)/'
        ;;
    *)
        elsewhere='(127\.[^ ]*|\[[^ ]*)'
        listens='(FILENAME ~ /6$/ ? $2 ~ /^0+:/ : $2 !~ /7F:/)'
        ;;
    esac
    if command -v ss >/dev/null; then
        ss -Hlnp "--$1" "sport = :$2" | grep -v -E " $elsewhere:[0-9]+ " |
            sed -n -e '2,$d' -e 's/.*users:(("\([^"]*\)".*/yes \1/p' -e t -e 's/.*/yes/p'
    else
        awk -v ending=":$(printf %04X "$2")" -v state="$([ "$1" = tcp ] && echo 0A || echo 07)" '
            $4 == state && index($2, ending) && '"$listens"' { print "yes"; exit }
        ' "/proc/net/$1" "/proc/net/${"${1}"}6" 2>/dev/null || :
    fi
}
`;

/**
 * Waits until the connections to an instance that no longer serves have ended: those that the kernel tracks. Where nobody lets us see
 * them, that is when all their time is up. The kernel writes an IPv6 address in full, conntrack does not.
 */
export const drain = `
tracked() {
    if [ -r /proc/net/nf_conntrack ]; then cat /proc/net/nf_conntrack
    elif command -v conntrack >/dev/null; then
        case \${1:-} in
        *:*) conntrack -L -f ipv6 -p tcp 2>/dev/null ;;
        *) conntrack -L -p tcp 2>/dev/null ;;
        esac
    else return 1
    fi
}
drain() {
    addresses=$(cut -d' ' -f3,5 "$folder/ports" | sort -u)
    tracked >/dev/null || { sleep "$drain_seconds"; return 0; }
    end=$(($(date +%s) + drain_seconds))
    for address in $addresses; do
        while tracked "$address" | grep -E '(ESTABLISHED|SYN_SENT|SYN_RECV|FIN_WAIT|CLOSE_WAIT)' | grep -q -F -e "src=$address "; do
            [ "$(date +%s)" -lt "$end" ] || return 0
            sleep 0.1 2>/dev/null || sleep 1
        done
    done
}
`;
