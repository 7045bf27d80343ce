import { forwarding } from "../../scripts/forwarding";
import { routers } from "../../scripts/routers";

/**
 * What a network's unit runs: `up FOLDER BRIDGE TAG MAC CIDR CIDR6 NAT` and `down FOLDER BRIDGE TAG`. Kept beside its
 * records, since it is needed at each boot. Does no harm when run again.
 */
export const networkScript = String.raw`
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH LC_ALL=C
action=$1 folder=$2 bridge=$3 tag=$4
networks=${"${folder%/*}"}
root=${"${networks%/*}"}
table=unikernel_$bridge
new=$(printf 'uk%.12s' "${"${tag#*:}"}")

fail() { echo "$*" >&2; exit 1; }
is_there() { [ -e "/sys/class/net/$1" ]; }
is_ours() { [ "$(cat "/sys/class/net/$1/ifalias" 2>/dev/null)" = "$tag" ]; }

# It is given its name last: one that carries it is complete, and known to be ours. What the host sends to its own published ports has
# another address of its: guests are asked for theirs by its address here all the same, since many answer no other.
make_bridge() {
    if ! is_there "$bridge"; then
        is_there "$new" || ip link add name "$new" address "$mac" type bridge
        ip link set dev "$new" alias "$tag"
        ip link set dev "$new" name "$bridge"
    fi
    is_ours "$bridge" || fail "the network interface $bridge is there already and was not made for this network"
    ip link set dev "$bridge" up
    echo 2 >"/proc/sys/net/ipv4/conf/$bridge/arp_announce"
    ip address replace "$cidr" broadcast + dev "$bridge"
    [ -z "$cidr6" ] || ip -6 address replace "$cidr6" nodad dev "$bridge"
}

remove_bridge() {
    if is_there "$bridge" && is_ours "$bridge"; then ip link delete dev "$bridge"; fi
    if is_there "$new"; then ip link delete dev "$new"; fi
}

require_unused() {
    is_there "$bridge" && is_ours "$bridge" || return 0
    ports=$(ls "/sys/class/net/$bridge/brif")
    [ -z "$ports" ] || fail "there are still ports on the bridge $bridge:" $ports
}

has_table() { nft list table inet "$table" 2>/dev/null | grep -q -F -e "comment \"$tag\""; }

make_table() {
    old=
    if has_table; then old="delete table inet $table; "; fi
    nft "$old$nat"
}

delete_table() { ! has_table || nft delete table inet "$table"; }

forward6() {
    [ -n "$cidr6" ] || return 0
    heed_routers "$folder/heeds"
    forward "$folder/ip6_forward" net/ipv6/conf/all/forwarding
}

# nft 1.0.6 was seen to crash once at its first use after the boot, which leaves everything as it was.
make_nat() {
    make_table || make_table
    nft list table inet "$table" >"$folder/table.new"
    mv -f "$folder/table.new" "$folder/table"
    forward "$folder/ip_forward" net/ipv4/ip_forward
    forward6
}

# What is noted in the folder may be another network's, which had the name first.
has_own_notes() {
    owner=$(head -n 1 "$folder/owner" 2>/dev/null | cut -d' ' -f3)
    [ -z "$owner" ] || [ "pulumi-unikernel:$owner" = "$tag" ]
}

remove_nat() {
    delete_table || delete_table
    has_own_notes || return 0
    rm -f "$folder/table" "$folder/heeds"
    unforward "$folder/ip_forward" net/ipv4/ip_forward
    unforward "$folder/ip6_forward" net/ipv6/conf/all/forwarding
}
${forwarding}${routers}
if [ -d "$networks" ]; then
    exec 9<"$networks"
    flock 9
fi
case $action in
up)
    mac=$5 cidr=$6 cidr6=$7 nat=$8
    make_bridge
    if [ -n "$nat" ]; then make_nat; else remove_nat; fi
    ;;
down)
    require_unused
    remove_nat
    remove_bridge
    ;;
esac
`.trimStart();
