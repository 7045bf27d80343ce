import { forwarding } from "./forwarding";

const rules = ["prerouting", "output"].flatMap((chain) => [
    `flush chain ip unikernel ${chain}`,
    ...["tcp", "udp"].map(
        (protocol) =>
            `add rule ip unikernel ${chain} ip daddr != 127.0.0.0/8 fib daddr type local dnat ip to ${protocol} dport map @${protocol}_ports`,
    ),
]);

/** What is there already stays as it is, but for the rules, which are made anew: others may have flushed them. */
const table = `table ip unikernel {
    map tcp_ports { type inet_service : ipv4_addr . inet_service; }
    map udp_ports { type inet_service : ipv4_addr . inet_service; }
    chain prerouting { type nat hook prerouting priority dstnat; policy accept; }
    chain output { type nat hook output priority -100; policy accept; }
}
${rules.join("\n")}`;

/**
 * Shell functions about the table. `learn`: puts it into `$published`. `map_has PROTOCOL ELEMENT`: whether the map there has one that
 * is, or begins with, these whole words.
 */
const known = `
learn() { published=$(nft list table ip unikernel 2>/dev/null || :); }
map_has() {
    map=\${published#*"map \${1}_ports {"}
    case \${map%%"}"*} in
    *" $2 "* | *" $2,"*) return 0 ;;
    *) return 1 ;;
    esac
}
`;

/**
 * A script that is kept beside an instance with published ports, and leads them to it in one transaction: when it takes
 * over from an older generation, and when its host has booted. Its folder is its only argument. Beside it, `ports` holds
 * a line for each: `tcp 8080 10.42.0.7 80`. What the host says to itself at 127.0.0.1 stays its own.
 */
export const publishing = `#!/bin/sh
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL=C
root=\${1%/instances/*}
exec 8<"$root/instances"
flock 8
${known}${forwarding}
forward "$root/ip_forward" net/ipv4/ip_forward
learn
transaction=$(
    echo '${table}'
    while read -r protocol port address guest_port; do
        element="element ip unikernel \${protocol}_ports"
        ! map_has "$protocol" "$port :" || echo "delete $element { $port }"
        echo "add $element { $port : $address . $guest_port }"
    done <"$1/ports"
)
# The first transaction on a freshly booted machine was seen to crash nft 1.0.6, which leaves everything as it was.
printf '%s\\n' "$transaction" | nft -f - || printf '%s\\n' "$transaction" | nft -f -
# Whoever sends by UDP from one port all the time would be led to the old address for as long as he does.
! command -v conntrack >/dev/null || while read -r protocol port rest; do
    [ "$protocol" = tcp ] || conntrack -D -p udp --dst-nat --orig-port-dst "$port" >/dev/null 2>&1 || :
done <"$1/ports"
`;

/** A shell function that tells whether the ports of the instance in the folder \`$1\` lead to it. The table is looked at once for all. */
export const leads = `${known}
leads() {
    read -r forwards </proc/sys/net/ipv4/ip_forward || :
    [ -n "\${looked:-}" ] || learn
    looked=yes
    chain=\${published#*"chain prerouting {"}
    chain=\${chain%%"}"*}
    while read -r protocol port address guest_port; do
        [ "$forwards" = 1 ] && map_has "$protocol" "$port : $address . $guest_port" || return 1
        case $chain in
        *" hook prerouting "*" dnat "*" map @\${protocol}_ports"*) ;;
        *) return 1 ;;
        esac
    done <"$1/ports"
}
`;

/** Takes back what leads to \`$folder\`, and the table with its last port. */
export const unpublish = `${known}${forwarding}
unpublish() {
    exec 8<"$root/instances"
    flock 8
    learn
    taken_back=$(
        while read -r protocol port address guest_port; do
            ! map_has "$protocol" "$port : $address . $guest_port" || echo "delete element ip unikernel \${protocol}_ports { $port }"
        done <"$folder/ports"
    )
    [ -z "$taken_back" ] || printf '%s\\n' "$taken_back" | nft -f -
    learn
    case $published in
    *elements*) ;;
    *)
        [ -z "$published" ] || nft delete table ip unikernel
        unforward "$root/ip_forward" net/ipv4/ip_forward
        ;;
    esac
    flock -u 8
}
`;

/** Where there is no \`ss\`, the kernel itself says who listens, though not by which program. 0A is a listening socket of TCP, 07 any of UDP. */
export const publishable = String.raw`${known}
can_publish() {
    command -v nft >/dev/null || refuse nft
    learn
}
is_published() { map_has "$1" "$2 :"; }
listener_on() {
    if command -v ss >/dev/null; then
        ss -Hlnp "--$1" "sport = :$2" | grep -v -E ' (127\.[^ ]*|\[[^ ]*):[0-9]+ ' |
            sed -n -e '2,$d' -e 's/.*users:(("\([^"]*\)".*/yes \1/p' -e t -e 's/.*/yes/p'
    else
        awk -v ending=":$(printf %04X "$2")" -v state="$([ "$1" = tcp ] && echo 0A || echo 07)" '
            $4 == state && index($2, ending) && (FILENAME ~ /6$/ ? $2 ~ /^0+:/ : $2 !~ /7F:/) { print "yes"; exit }
        ' "/proc/net/$1" "/proc/net/${"${1}"}6" 2>/dev/null || :
    fi
}
`;

/**
 * Waits until the connections to an instance that no longer serves have ended: those that the kernel tracks. Where nobody lets us see
 * them, that is when all their time is up.
 */
export const drain = `
tracked() {
    if [ -r /proc/net/nf_conntrack ]; then cat /proc/net/nf_conntrack
    elif command -v conntrack >/dev/null; then conntrack -L -p tcp 2>/dev/null
    else return 1
    fi
}
drain() {
    addresses=$(cut -d' ' -f3 "$folder/ports" | sort -u)
    tracked >/dev/null || { sleep "$drain_seconds"; return 0; }
    end=$(($(date +%s) + drain_seconds))
    for address in $addresses; do
        while tracked | grep -E '(ESTABLISHED|SYN_SENT|SYN_RECV|FIN_WAIT|CLOSE_WAIT)' | grep -q -F -e "src=$address "; do
            [ "$(date +%s)" -lt "$end" ] || return 0
            sleep 0.1 2>/dev/null || sleep 1
        done
    done
}
`;
