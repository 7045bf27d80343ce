/**
 * `heed_routers NOTE`: a host that forwards heeds no advertisements of routers, by which it may have its own, unless accept_ra is 2. A link
 * that does heed them goes on so, after each boot too, and is in the note. It is not taken back: where nothing is forwarded, 2 is as 1. The
 * notes are those of the published ports (in `$root`) and of each network with NAT.
 */
export const routers = String.raw`
heed_routers() {
    cat "$root/heeds" "$root"/networks/*/heeds 2>/dev/null | sort -u >"$1.new"
    mv -f "$1.new" "$1"
    [ "$(cat /proc/sys/net/ipv6/conf/all/forwarding)" != 1 ] || return 0
    for link in $(cat "$1"; ip -6 route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p'); do
        accept=/proc/sys/net/ipv6/conf/$link/accept_ra
        [ "$(cat "$accept" 2>/dev/null)" = 1 ] || continue
        echo "$link" >>"$1"
        echo 2 >"$accept"
    done
}
`;

/** Says which links are in a note, for the user to be told. */
export const sayHeeded = (note: string): string =>
    `if [ -s "${note}" ]; then sort -u "${note}" | sed 's/^/heeds /'; fi`;
