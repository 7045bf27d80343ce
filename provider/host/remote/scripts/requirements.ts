import { grepHasPatterns } from "./probe";

/** A port is published by IPv6 only where the host forwards that, and is the guest's router: else its answers would leave by another. */
export const reachable = `
by_ipv6=yes
[ -z "$gateways6" ] || [ -e /proc/sys/net/ipv6/conf/all/forwarding ] || by_ipv6=
for gateway in $gateways6; do
    [ -n "$(ip -6 -oneline address show to "$gateway/128" 2>/dev/null)" ] || by_ipv6=
done
if [ -z "$by_ipv6" ]; then
    ports="$(printf '%s' "$ports" | grep -v ':' || :)
"
fi
`;

/** What the host has to have for an instance. */
export const requirements = `
[ -z "$ports" ] || can_publish
[ -z "\${probe_tool:-}" ] || command -v "$probe_tool" >/dev/null || refuse "$probe_tool"
[ -z "\${pattern:-}" ] || ${grepHasPatterns} || command -v perl >/dev/null || refuse grep
while read -r bridge; do
    [ -z "$bridge" ] || is_bridge "$bridge" || refuse bridge "$bridge"
done <<END
$bridges
END
[ -z "$taps" ] || has_tap_tools || refuse program "ip iproute2"
# One that is on record was free before it was made, if not marked yet: the start that made it was cut off.
while read -r tap bridge; do
    [ -z "$tap" ] || ! tap_in_the_way "$tap" "$tap_tag" || grep -q -s -x -F -e "$tap $bridge" "$folder/taps" || refuse tap "$tap"
done <<END
$taps
END
while read -r access volume; do
    [ -n "$volume" ] || continue
    [ -e "$volume" ] || refuse volume "$volume"
    # Its unit has folders of its own there, or none.
    case $manager$volume in
    systemd/home/* | systemd/root/* | systemd/run/user/* | systemd/tmp/* | systemd/var/tmp/*) refuse hidden "$volume" ;;
    esac
done <<END
$volumes
END
`;

/** A program that listens on a port would be cut off by what is published there. */
export const unused = `
while read -r protocol port address rest; do
    [ -n "$protocol" ] || continue
    ! is_published "$protocol" "$port" "$address" || continue
    listener=$(listener_on "$protocol" "$port" "$address")
    [ -z "$listener" ] || refuse listening "$port/$protocol" \${listener#yes}
done <<END
$ports
END
`;

/**
 * An address is one instance's where the host could reach both, and a port one resource's, whose generations hand it on. A volume is one instance's, too, if
 * that may write to it.
 */
export const unique = `
true_path() { readlink -f "$1" 2>/dev/null || printf '%s\\n' "$1"; }
# Whether the instance in the folder $1 has the volume $3 in a way that rules out the access $2 to it, under whatever name.
writes_too() {
    true_volume=$(true_path "$3")
    while read -r other_access other_volume; do
        [ -n "$other_volume" ] && [ "$2$other_access" != roro ] || continue
        [ "$(true_path "$other_volume")" != "$true_volume" ] || return 0
    done <"$1/volumes"
    return 1
}
# An older generation of which nobody has heard, since its creation was cut off, makes way.
in_the_way() {
    ! is_abandoned "$other" || refuse abandoned "\${other##*/} $begun_unit"
    refuse "$@"
}
# Whether the instance in the folder $1 is on other bridges, and the host itself on none of theirs: those are networks of their own.
lies_apart() {
    [ -s "$1/bridges" ] || return 1
    for bridge in $bridges; do
        ! grep -q -x -F -e "$bridge" "$1/bridges" || return 1
    done
    for bridge in $bridges $(cat "$1/bridges"); do
        [ -z "$(addresses_of "$bridge")" ] || return 1
    done
}
urn=\${owner#* * * }
siblings=
for other in "$root"/instances/*; do
    [ -e "$other/owner" ] && [ "$other" != "$folder" ] || continue
    their=$(urn_of "$other")
    sibling=
    [ "$their" != "$urn" ] || sibling=yes
    while read -r device address; do
        [ -n "$device" ] && [ "$sibling$handover" != yesyes ] && grep -q -s -F -e " \${address%/*}/" "$other/addresses" || continue
        ! lies_apart "$other" || continue
        [ -z "$sibling" ] || in_the_way held "\${address%/*}"
        refuse address "\${address%/*} $their"
    done <<END
$addresses
END
    while read -r access volume; do
        [ -n "$volume" ] || continue
        [ -s "$other/volumes" ] && writes_too "$other" "$access" "$volume" || continue
        [ -z "$sibling" ] || in_the_way written "$volume"
        refuse shared "$volume $their"
    done <<END
$volumes
END
    if [ -n "$sibling" ]; then
        siblings="$siblings $other"
        continue
    fi
    while read -r protocol port rest; do
        [ -z "$protocol" ] || ! grep -q -s -e "^$protocol $port " "$other/ports" || refuse port "$port/$protocol $their"
    done <<END
$ports
END
done
`;

/** What has its name but another's mark is left alone. */
export const claim = `
if [ -e "$folder/owner" ]; then
    mine "$folder/owner" || refuse taken "$(cat "$folder/owner")"
else
    foreign=$(managed foreign "$name")
    [ -z "$foreign" ] || refuse foreign "$foreign"
fi
`;
