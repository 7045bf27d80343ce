/**
 * Neither FreeBSD nor OpenBSD has a lock that a script can hold on a file of another's; a symbolic link is made by one alone, and says
 * in its target by which process.
 */
export const turns = `
take_turn() {
    turn_tries=0
    turn_before=
    until ln -s "$$" "$1/turn" 2>/dev/null; do
        turn_holder=$(readlink "$1/turn" 2>/dev/null || :)
        [ "$turn_holder" = "$turn_before" ] || turn_tries=0
        turn_before=$turn_holder
        turn_tries=$((turn_tries + 1))
        if [ -n "$turn_holder" ] && { [ "$turn_tries" -ge 600 ] || ! kill -0 "$turn_holder" 2>/dev/null; }; then
            break_turn "$1"
        else
            sleep 0.1
            mkdir -p "$1"
        fi
    done
    trap 'end_turn "'"$1"'"' EXIT
}
break_turn() {
    mv "$1/turn" "$1/turn.$$" 2>/dev/null || return 0
    # Whoever was faster may have it by now.
    if [ "$(readlink "$1/turn.$$")" = "$turn_holder" ]; then rm -f "$1/turn.$$"; else mv "$1/turn.$$" "$1/turn"; fi
}
end_turn() {
    [ "$(readlink "$1/turn" 2>/dev/null)" != "$$" ] || rm -f "$1/turn"
    trap - EXIT
}
# The turn is in the folder itself, which goes after it.
rmdir_in_turn() {
    end_turn "$1"
    rmdir "$1" 2>/dev/null || :
}
`;

/** FreeBSD and OpenBSD: ifconfig, sysctl and ps. */
export const bsd = `${turns}identify_self() { self=$$; }
# Of what has its number since, one cannot tell: that is let be.
still_runs() { kill -0 "$1" 2>/dev/null; }
end_run() { :; }
mode_of() { stat -f %Lp "$1"; }
sparsely=
on_linux() { refuse elsewhere "$(uname -s) $1"; }
now_seconds() { date +%s; }
at_most_64k() { cat; }
link_text() { ifconfig "$1" 2>/dev/null; }
tap_description() { link_text "$1" | sed -n 's/^[[:space:]]*description: //p'; }
has_vmm() {
    case $(uname -s) in
    FreeBSD) kldstat -q -m vmm ;;
    *) [ -c /dev/vmm ] ;;
    esac
}
is_link() { link_text "$1" >/dev/null; }
addresses_of() {
    # On OpenBSD the host's address is not on a bridge, but on a port of it.
    own_ports=$(link_text "$1" | sed -n -e 's/^[[:space:]]*\\(vether[0-9]*\\) flags=.*/\\1/p' -e 's/^[[:space:]]*\\(vport[0-9]*\\) flags=.*/\\1/p')
    for link in "$1" $own_ports; do link_text "$link"; done | awk '
        $1 == "inet" {
            bits = 0
            for (digit = 3; digit <= length($4); digit++) bits += index("8cef", substr($4, digit, 1))
            print $2 "/" bits
        }
        $1 == "inet6" && $2 !~ /^fe80:/ { print $2 "/" $4 }'
}
neighbours_of() {
    arp -an 2>/dev/null | grep -F " $1 " | grep -v -F incomplete | grep -o -E '[0-9]+(\\.[0-9]+){3}' || :
    ndp -an 2>/dev/null | grep -F " $1 " | grep -v -F incomplete | sed 's/[% ].*//' || :
}
forget_neighbour() { arp -d "$2" >/dev/null 2>&1 || :; }
links() { ifconfig -a | sed -n 's/^\\([A-Za-z0-9_.-]*\\): flags=.*/\\1/p'; }
is_bridge() { link_text "$1" | grep -q -E 'holdcnt |groups:.* veb( |$)'; }
tap_problem() {
    if ! link_text "$1" >/dev/null; then echo "the TAP device $1 is gone"
    elif ! link_text "$2" | grep -q -E "^[[:space:]]*(member: )?$1 flags="; then echo "the TAP device $1 is not on the bridge $2"
    fi
}
remove_tap() {
    [ "$(tap_description "$1")" = "$2" ] || return 0
    [ "$(uname -s)" != OpenBSD ] || rm -f "/dev/$1"
    ifconfig "$1" destroy
}
has_tap_tools() { :; }
tap_in_the_way() { link_text "$1" >/dev/null && [ "$(tap_description "$1")" != "$2" ]; }
`;
