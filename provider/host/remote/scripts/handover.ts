/**
 * Shell functions for an instance that takes another's place on its bridges, with the same addresses. Until then its file
 * `standby` is there, and its TAP devices are on bridges of their own. A network namespace has the addresses of the true
 * bridges, of IP and Ethernet: from there it is probed, and what it learns stays true. `$folder/taps` has a line for each TAP
 * device, `$tap_tag` is their tag. Needs `platform` and `leading`.
 */
export const handover = `
apart() { printf 'ub%s' "\${1#uk}"; }
taps_of() { cat "$1/taps" 2>/dev/null || :; }
is_in_place() {
    [ -s "$1/taps" ] || return 1
    while read -r tap bridge; do
        [ -z "$(tap_problem "$tap" "$bridge")" ] || return 1
    done <"$1/taps"
}
stand_by() {
    unshare --net sleep "$((\${deadline:-0} + 600))" >/dev/null 2>&1 </dev/null &
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
    has_no_address "$2" && known= || known="address $of_bridge"
    ip link add name "uv\${1#uk}" type veth peer name "$1" $known netns "$outside"
    ip link set dev "uv\${1#uk}" master "$(apart "$1")" up
    ip -o address show dev "$2" scope global | while read -r _ _ family address _; do
        $enter ip address add "$address" dev "$1" $([ "$family" = inet ] || echo nodad)
    done
    $enter ip link set dev "$1" up
}
has_no_address() {
    read -r of_bridge <"/sys/class/net/$1/address"
    [ "$of_bridge" = 00:00:00:00:00:00 ]
}
# A bridge without an address of its own has that of its TAP device, which is the same for all generations. Meanwhile this one has another,
# or what is sent to the bridge would go no further than its own end.
step_aside() {
    read -r of_tap 2>/dev/null <"/sys/class/net/$1/address" || return 0
    if has_no_address "$2"; then
        of_bridge=$(as_ever "$of_tap")
        $enter ip link set dev "$1" address "$of_bridge"
    fi
    [ "$of_bridge" != "$of_tap" ] || ip link set dev "$1" address "$(meanwhile "$of_tap")"
}
step_back() {
    read -r of_tap 2>/dev/null <"/sys/class/net/$1/address" || return 0
    [ "$of_tap" = "$(as_ever "$of_tap")" ] || echo "link set dev $1 address $(as_ever "$of_tap")"
}
meanwhile() {
    case $1 in
    fe*) echo "f6\${1#fe}" ;;
    *) echo "f2\${1#fa}" ;;
    esac
}
as_ever() {
    case $1 in
    f6*) echo "fe\${1#f6}" ;;
    f2*) echo "fa\${1#f2}" ;;
    *) echo "$1" ;;
    esac
}
# Without a tag it was left half-made: its name follows from the instance's random number.
come_together() {
    case $(cat "/sys/class/net/$(apart "$1")/ifalias" 2>/dev/null) in
    "$tap_tag" | "") ;;
    *) return 0 ;;
    esac
    ! is_link "uv\${1#uk}" || ip link delete dev "uv\${1#uk}"
    ! is_link "$(apart "$1")" || ip link delete dev "$(apart "$1")"
}
# The new ones come before the old ones go, and are marked before those: whatever is killed, one is there, also after a boot.
take_over() {
    for other in $siblings; do
        ! is_in_place "$other" || note_before place-before "$other"
    done
    moves=$(
        taps_of "$folder" | while read -r tap bridge; do
            step_back "$tap"
            echo "link set dev $tap master $bridge"
        done
        for other in $siblings; do
            taps_of "$other" | while read -r tap bridge; do
                [ -n "$(tap_problem "$tap" "$bridge")" ] || echo "link set dev $tap nomaster"
            done
        done
    )
    printf '%s\\n' "$moves" | ip -batch -
    rm -f "$folder/standby"
    for other in $siblings; do : >"$other/standby"; done
    while read -r tap bridge; do
        come_together "$tap"
    done <"$folder/taps"
}
`;

/**
 * Before it could be started by anyone it is marked as one that stands by, unless it has taken over already, as when its script is run
 * again. What has its place is known by the bridges, whatever is marked.
 */
export const willStandBy = `
standing=
enter=
if [ -n "$siblings" ] || [ -e "$folder/standby" ]; then standing=yes; fi
if is_in_place "$folder" && [ "$(managed activity "$name")" = running ]; then standing=; fi
[ -z "$standing" ] || : >"$folder/standby"
`;

export const standBy = `
[ -z "$standing" ] || stand_by
`;

/** Its TAP devices are there once it was started. */
export const stepAside = `
[ -z "$standing" ] || while read -r tap bridge; do step_aside "$tap" "$bridge"; done <"$folder/taps"
`;

export const takeOver = `
if [ -n "$siblings" ] || [ -e "$folder/standby" ]; then
    if [ -z "$problem" ] && [ "$(managed activity "$name")" = running ]; then take_over; fi
fi
[ -z "$standing" ] || kill "$outside"
`;
