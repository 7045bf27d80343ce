/**
 * Shell functions for an instance that takes another's place on its bridges, with the same addresses. Until then its file
 * `standby` is there, and its TAP devices are on bridges of their own. A network namespace has the addresses of the true
 * bridges, of IP and Ethernet: from there it is probed, and what it learns stays true. `$folder/taps` has a line for each TAP
 * device, `$tap_tag` is their tag.
 */
export const handover = `
apart() { printf 'ub%s' "\${1#uk}"; }
stand_by() {
    : >"$folder/standby"
    unshare --net sleep 3600 >/dev/null 2>&1 </dev/null &
    outside=$!
    enter="nsenter --target $outside --net"
    until [ "$(readlink "/proc/$outside/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.02; done
    while read -r tap bridge; do
        come_together "$tap"
        stand_apart "$tap" "$bridge"
    done <"$folder/taps"
}
stand_apart() {
    ip link add name "$(apart "$1")" type bridge
    ip link set dev "$(apart "$1")" alias "$tap_tag" up
    [ ! -e "/sys/class/net/$1" ] || ip link set dev "$1" master "$(apart "$1")"
    ip link add name "uv\${1#uk}" type veth peer name "$1" address "$(cat "/sys/class/net/$2/address")" netns "$outside"
    ip link set dev "uv\${1#uk}" master "$(apart "$1")" up
    ip -o address show dev "$2" scope global | while read -r _ _ family address _; do
        $enter ip address add "$address" dev "$1" $([ "$family" = inet ] || echo nodad)
    done
    $enter ip link set dev "$1" up
}
come_together() {
    [ "$(cat "/sys/class/net/$(apart "$1")/ifalias" 2>/dev/null)" = "$tap_tag" ] || return 0
    [ ! -e "/sys/class/net/uv\${1#uk}" ] || ip link delete dev "uv\${1#uk}"
    ip link delete dev "$(apart "$1")"
}
take_over() {
    for other in $siblings; do : >"$other/standby"; done
    {
        for other in $siblings; do
            while read -r tap bridge; do
                master=$(readlink "/sys/class/net/$tap/master" || :)
                [ "\${master##*/}" != "$bridge" ] || echo "link set dev $tap nomaster"
            done <"$other/taps"
        done
        while read -r tap bridge; do
            echo "link set dev $tap master $bridge"
        done <"$folder/taps"
    } | ip -batch -
    rm -f "$folder/standby"
    while read -r tap bridge; do
        come_together "$tap"
    done <"$folder/taps"
}
`;

/** Unless it has taken over already, as when its script is run again. */
export const standBy = `
standing=
for other in $siblings; do
    [ -e "$other/standby" ] || standing=yes
done
[ -e "$folder/standby" ] || [ "$(managed activity "$name")" != running ] || standing=
enter=
if [ -n "$standing" ]; then
    stand_by
fi
`;

export const takeOver = `
if [ -e "$folder/standby" ] && [ -z "$problem" ] && [ "$(managed activity "$name")" = running ]; then
    take_over
fi
[ -z "$standing" ] || kill "$outside"
`;
