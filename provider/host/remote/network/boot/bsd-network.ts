import { pf, pfForwarding } from "../../scripts/pf";
import { turns } from "../../scripts/platform/bsd";

/**
 * Shell functions about a bridge on FreeBSD or OpenBSD. FreeBSD's has the host's address itself, and any name. OpenBSD's has neither:
 * its name is its kind and a number, and the address is that of a port of its own, of the same number (`$own_port`).
 * `$tag` is the description of what is ours.
 */
export const bsdBridge = `
case $(uname -s)-$bridge in
OpenBSD-veb*) own_port=vport\${bridge#veb} ;;
OpenBSD-*) own_port=vether\${bridge#bridge} ;;
*) own_port= ;;
esac
net_is_there() { ifconfig "$1" >/dev/null 2>&1; }
net_description() { ifconfig "$1" 2>/dev/null | sed -n 's/^[[:space:]]*description: //p'; }
net_is_ours() { [ "$(net_description "$1")" = "$tag" ]; }
bridge_members() {
    ifconfig "$bridge" 2>/dev/null | awk -v own="$own_port" '
        $1 == "member:" { print $2 }
        $2 ~ /^flags=/ && $1 !~ /:$/ && $1 != own { print $1 }'
}
`;

/** The counterpart on FreeBSD and OpenBSD of what makes a network on Linux, called in the same way. */
export const bsdNetworkScript = `
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH LC_ALL=C
action=$1 folder=$2 bridge=$3 tag=$4
root=\${folder%/networks/*}
fail() { echo "$*" >&2; exit 1; }
${turns}${pf}${pfForwarding}${bsdBridge}
# What is created bears no tag for a moment. A note tells it from what was there before.
create() {
    if ! net_is_there "$1"; then
        : >"$folder/creating.$1"
        case $(uname -s)-$1 in
        FreeBSD-bridge[0-9]* | OpenBSD-*) ifconfig "$1" create ;;
        *) ifconfig bridge create name "$1" >/dev/null ;;
        esac
    fi
    if [ -e "$folder/creating.$1" ] && [ -z "$(net_description "$1")" ]; then ifconfig "$1" description "$tag"; fi
    rm -f "$folder/creating.$1"
    net_is_ours "$1" || fail "the network interface $1 is there already and was not made for this network"
}
make_bridge() {
    create "$bridge"
    if [ -n "$own_port" ]; then
        create "$own_port"
        ifconfig "$bridge" | grep -q -E "^[[:space:]]*$own_port flags=" || ifconfig "$bridge" add "$own_port"
    fi
    address_on=\${own_port:-$bridge}
    ifconfig "$address_on" inet "$cidr"
    [ -z "$cidr6" ] || ifconfig "$address_on" inet6 "\${cidr6%/*}" prefixlen "\${cidr6#*/}"
    ifconfig "$address_on" up
    ifconfig "$bridge" up
}
remove_bridge() {
    for link in $own_port $bridge; do
        if net_is_there "$link" && net_is_ours "$link"; then ifconfig "$link" destroy; fi
    done
}
nat_rule() {
    case $pf_kind in
    nat) echo "nat on $out $1 from $2 to any -> ($out:0)" ;;
    *) echo "match out on egress $1 from $2 to any nat-to (egress:0)" ;;
    esac
}
nat_rules() {
    if [ "$pf_kind" = nat ]; then
        out=$(route -n get default 2>/dev/null | awk '$1 == "interface:" { print $2 }')
        [ -n "$out" ] || fail "the host has no default route, by which what is translated would leave it"
    fi
    nat_rule inet "$cidr"
    [ -z "$cidr6" ] || nat_rule inet6 "$cidr6"
}
make_nat() {
    rules=$(nat_rules)
    printf '%s\\n' "$rules" | pf_load "nat-$bridge"
    pf_rules "nat-$bridge" >"$folder/nat.new"
    mv -f "$folder/nat.new" "$folder/nat"
    if [ -n "$cidr6" ]; then : >"$folder/nat6"; else rm -f "$folder/nat6"; fi
    settle_forwarding
}
remove_nat() {
    ! pfctl -s info >/dev/null 2>&1 || [ -z "$(pf_rules "nat-$bridge")" ] || printf '' | pf_load "nat-$bridge"
    rm -f "$folder/nat" "$folder/nat6"
    settle_forwarding
}
[ ! -d "$root" ] || take_turn "$root"
case $action in
up)
    cidr=$6 cidr6=$7 nat=$8
    make_bridge
    if [ -n "$nat" ]; then make_nat; else remove_nat; fi
    ;;
down)
    ! net_is_ours "$bridge" || [ -z "$(bridge_members)" ] || fail "there are still ports on the bridge $bridge:" $(bridge_members)
    remove_nat
    remove_bridge
    ;;
esac
end_turn "$root"
`.trimStart();
