/** Linux: sysfs, iproute2 and util-linux. */
export const linux = `
# Whoever had the turn before may have removed the folder, or somebody else made it anew.
take_turn() {
    while :; do
        [ -d "$1" ] || mkdir -p "$1"
        command exec 9<"$1" || continue
        flock 9
        [ ! "$1" -ef /proc/self/fd/9 ] || break
    done
}
end_turn() { flock -u 9; }
# Nobody may come in between.
rmdir_in_turn() {
    rmdir "$1" 2>/dev/null || :
    end_turn "$1"
}
identify_self() {
    read -r self_boot </proc/sys/kernel/random/boot_id
    read -r self_line </proc/self/stat
    set -- \${self_line##*) }
    self="\${self_line%% *} $3 \${20} $self_boot"
}
still_runs() {
    read -r their_boot </proc/sys/kernel/random/boot_id
    [ "$4" = "$their_boot" ] && read -r their_line 2>/dev/null <"/proc/$1/stat" || return 1
    their_start=$3
    set -- \${their_line##*) }
    case $1 in Z | X) return 1 ;; esac
    [ "\${20}" = "$their_start" ]
}
end_run() { kill -s TERM -- "-$2" 2>/dev/null || :; }
mode_of() { stat -c %a "$1"; }
sparsely=conv=sparse
on_linux() { :; }
now_seconds() { read -r up idle </proc/uptime; echo "$up"; }
at_most_64k() { head -c 65536; }
has_vmm() { return 1; }
is_link() { [ -e "/sys/class/net/$1" ]; }
addresses_of() {
    ip -oneline address show dev "$1" scope global 2>/dev/null | while read -r _ _ family address _; do echo "$address"; done
}
neighbours_of() { ip neighbour show dev "$1" 2>/dev/null | sed -e /FAILED/d -e /INCOMPLETE/d -e 's/ .*//'; }
forget_neighbour() { ip neighbour delete "$2" dev "$1" 2>/dev/null || :; }
links() { ls /sys/class/net; }
is_bridge() { [ -d "/sys/class/net/$1/bridge" ]; }
tap_problem() {
    tap_master=$(readlink "/sys/class/net/$1/master" 2>/dev/null || :)
    if [ ! -e "/sys/class/net/$1" ]; then echo "the TAP device $1 is gone"
    elif [ "\${tap_master##*/}" != "$2" ]; then echo "the TAP device $1 is not on the bridge $2"
    fi
}
# One that has a user and no mark was left half-made: its name follows from the instance's random number.
bears_tag() {
    case $(cat "/sys/class/net/$1/ifalias" 2>/dev/null) in
    "$2") return 0 ;;
    "") [ "$(cat "/sys/class/net/$1/owner" 2>/dev/null || echo -1)" != -1 ] ;;
    *) return 1 ;;
    esac
}
remove_tap() { ! bears_tag "$1" "$2" || ip link delete dev "$1"; }
tap_in_the_way() { is_link "$1" && ! bears_tag "$1" "$2"; }
has_tap_tools() {
    case $(ip -V 2>/dev/null) in
    *iproute2*) return 0 ;;
    *) return 1 ;;
    esac
}
`;
