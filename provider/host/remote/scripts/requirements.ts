/** What the host has to have for an instance. */
export const requirements = `
[ -z "$ports" ] || can_publish
[ -z "\${probe_tool:-}" ] || command -v "$probe_tool" >/dev/null || refuse "$probe_tool"
[ -z "\${pattern:-}" ] || printf 'a\\n' | grep -q -P -e a 2>/dev/null || command -v perl >/dev/null || refuse grep
while read -r bridge; do
    [ -z "$bridge" ] || is_bridge "$bridge" || refuse bridge "$bridge"
done <<END
$bridges
END
[ -z "$taps" ] || has_tap_tools || refuse program "ip iproute2"
while read -r tap bridge; do
    [ -z "$tap" ] || ! tap_in_the_way "$tap" "$tap_tag" || refuse tap "$tap"
done <<END
$taps
END
while read -r access volume; do
    [ -z "$volume" ] || [ -e "$volume" ] || refuse volume "$volume"
done <<END
$volumes
END
`;

/** A program that listens on a port would be cut off by what is published there. */
export const unused = `
while read -r protocol port rest; do
    [ -n "$protocol" ] || continue
    ! is_published "$protocol" "$port" || continue
    listener=$(listener_on "$protocol" "$port")
    [ -z "$listener" ] || refuse listening "$port/$protocol" \${listener#yes}
done <<END
$ports
END
`;

/**
 * An address is one instance's, and a port one resource's, whose generations hand it on. A volume is one instance's, too, if
 * that may write to it.
 */
export const unique = `
urn=\${owner#* * * }
siblings=
for other in "$root"/instances/*; do
    [ -e "$other/owner" ] && [ "$other" != "$folder" ] || continue
    their=$(cut -d' ' -f4- "$other/owner")
    sibling=
    [ "$their" != "$urn" ] || sibling=yes
    while read -r device address; do
        [ -z "$device" ] || [ "$sibling$handover" = yesyes ] || ! grep -q -s -F -e " \${address%/*}/" "$other/addresses" || refuse address "\${address%/*} $their"
    done <<END
$addresses
END
    while read -r access volume; do
        [ -n "$volume" ] || continue
        ! grep -q -s -x -F -e "rw $volume" "$other/volumes" || refuse shared "$volume $their"
        [ "$access" = ro ] || ! grep -q -s -x -F -e "ro $volume" "$other/volumes" || refuse shared "$volume $their"
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
