import { turns } from "./platform/bsd";

/**
 * Shell functions about pf(4), which leads what is translated on FreeBSD and OpenBSD. Our rules are in anchors below `unikernel`, to
 * which a line of the host's own pf.conf has to lead. They translate only: what may pass is for the host's own rules to say.
 * - `pf_anchor KIND`: prints that line, for `rdr` or `nat`. `pf_has KIND`: whether it is there. `require_pf KIND`: refuses otherwise.
 * - `pf_load NAME`: takes the rules of one anchor, in place of those before, in one transaction.
 * - `pf_rules NAME`: prints them as they are.
 */
export const pf = `
case $(uname -s) in
FreeBSD) pf_kind=nat ;;
*) pf_kind=rules ;;
esac
pf_anchor() {
    case $pf_kind in
    nat) printf '%s-anchor "unikernel/*"' "$1" ;;
    *) printf 'anchor "unikernel/*"' ;;
    esac
}
pf_has() { pfctl -s "$pf_kind" 2>/dev/null | grep -q -F -e "$(pf_anchor "$1")"; }
require_pf() {
    pfctl -s info 2>/dev/null | grep -q '^Status: Enabled' || refuse pf "$(uname -s) $1"
    pf_has "$1" || refuse anchor "$(uname -s) $1"
}
pf_load() { pfctl -q -a "unikernel/$1" -f -; }
pf_rules() { pfctl -P -a "unikernel/$1" -s "$pf_kind" 2>/dev/null; }
`;

/**
 * A shell function that has the host forward for as long as anything of ours needs it, which is for their records to say. That it
 * did not before is noted in a place that is emptied at boot.
 */
export const pfForwarding = `
settle_forwarding() {
    settle net.inet.ip.forwarding "$root"/instances/*/serving "$root"/networks/*/nat
    settle net.inet6.ip6.forwarding "$root"/networks/*/nat6
}
settle() {
    note=/var/run/pulumi-unikernel.$1
    if any_is_there "$@"; then
        [ "$(sysctl -n "$1")" = 1 ] || { : >"$note"; sysctl "$1=1" >/dev/null; }
    elif [ -e "$note" ]; then
        sysctl "$1=0" >/dev/null
        rm -f "$note"
    fi
}
any_is_there() {
    shift
    for each in "$@"; do
        [ ! -e "$each" ] || return 0
    done
    return 1
}
`;

/** All published ports of a host are one anchor's, made anew from the records of those that serve whenever they change. */
const leadPorts = `${pf}${pfForwarding}
port_rules() {
    for served in "$root"/instances/*/serving; do
        [ -e "$served" ] && [ -e "\${served%/*}/ports" ] || continue
        while read -r protocol port address guest_port; do
            matched="on ! lo0 inet proto $protocol from any to (self) port $port"
            case $pf_kind in
            nat) echo "rdr $matched -> $address port $guest_port" ;;
            *) echo "match in $matched rdr-to $address port $guest_port" ;;
            esac
        done <"\${served%/*}/ports"
    done
}
lead_ports() {
    take_turn "$root"
    rules=$(port_rules)
    printf '%s\\n' "$rules" | pf_load ports
    settle_forwarding
    end_turn "$root"
}
`;

/** What is kept beside an instance with published ports, as `publishing` is on Linux. */
export const pfPublishing = `#!/bin/sh
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH LC_ALL=C
root=\${1%/instances/*}
${turns}${leadPorts}
lead_ports
`;

/** The counterparts of those for nft. */
export const pfLeads = `${pf}
leads() {
    [ "$(sysctl -n net.inet.ip.forwarding)" = 1 ] && pf_has rdr && led=$(pf_rules ports) || return 1
    while read -r protocol port address guest_port; do
        printf '%s\\n' "$led" |
            grep -q -E " proto $protocol .* port = $port .*(->|rdr-to) $address port $guest_port( |\\$)" || return 1
    done <"$1/ports"
}
`;

/** Where there is no pf any more, nothing leads anywhere. */
export const pfUnpublish = `${leadPorts}
unpublish() { ! pfctl -s info >/dev/null 2>&1 || lead_ports; }
`;

export const pfDrain = `
drain() {
    end=$(($(date +%s) + drain_seconds))
    while read -r protocol port address guest_port; do
        while pfctl -s states | grep -F -e " $address:$guest_port " | grep -q -E 'ESTABLISHED|SYN_SENT|SYN_RCVD|CLOSING|CLOSE_WAIT'; do
            [ "$(date +%s)" -lt "$end" ] || return 0
            sleep 0.1 2>/dev/null || sleep 1
        done
    done <"$folder/ports"
}
`;

export const pfRequirements = `${pf}
can_publish() { require_pf rdr; }
is_published() {
    for served in "$root"/instances/*/serving; do
        [ ! -e "$served" ] || ! grep -q -s -e "^$1 $2 " "\${served%/*}/ports" || return 0
    done
    return 1
}
listener_on() {
    netstat -an -f inet -p "$1" | awk -v ending="[.]$2\\$" '
        $4 ~ ending && $4 !~ /^127[.]/ && ($6 == "LISTEN" || $1 ~ /^udp/ && $5 == "*.*") { print "yes"; exit }'
}
`;
