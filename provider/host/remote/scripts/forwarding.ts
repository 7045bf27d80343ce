/**
 * Shell functions that let a host forward for as long as anything of ours needs it. What the setting was before is in a note
 * of each that does: of the published ports (in `$root`) and of each network with NAT. A new one copies it, the last
 * restores it, unless others have come to forward as well: they would not set it again. A note of an earlier boot says nothing
 * any more. `$1` is the note's path, `$2` the setting below /proc/sys.
 */
export const forwarding = String.raw`
note_in() {
    read -r when value 2>/dev/null <"$1" || return 1
    [ "$when" = "$(cat /proc/sys/kernel/random/boot_id)" ] && echo "$value"
}
other_note() {
    for note in "$root/${"${1##*/}"}" "$root"/networks/*/"${"${1##*/}"}"; do
        [ "$note" = "$1" ] || ! note_in "$note" || return 0
    done
    return 1
}
# Chains of others, like those of Docker, that are for what is forwarded.
others_forward() {
    nft list chains 2>/dev/null |
        awk '$1 == "table" { ours = $3 ~ /^unikernel/ } !ours && / hook (forward|postrouting) / { n++ } END { print n + 0 }'
}
forward() {
    exec 6<"$root"
    flock 6
    before=$(note_in "$1" || other_note "$1" || echo "$(cat "/proc/sys/$2") $(others_forward)")
    echo "$(cat /proc/sys/kernel/random/boot_id) $before" >"$1"
    [ "$(cat "/proc/sys/$2")" = 1 ] || echo 1 >"/proc/sys/$2"
    exec 6<&-
}
unforward() {
    [ -e "$1" ] || return 0
    exec 6<"$root"
    flock 6
    if before=$(note_in "$1") && ! other_note "$1" >/dev/null && [ "$(others_forward)" -le "${"${before#* }"}" ]; then
        echo "${"${before% *}"}" >"/proc/sys/$2"
    fi
    rm -f "$1"
    exec 6<&-
}
`;
