/**
 * On Linux it is known by its number, its start and the host's boot, all in the file `supervisor`; and it and all that it has
 * started hold the file `lock` locked, so that nobody else's process is ever taken for one of them.
 */
export const linuxSupervision = `
started_at() {
    read -r process_line 2>/dev/null <"/proc/$1/stat" || return 0
    set -- \${process_line##*) }
    case $1 in Z | X) return 0 ;; esac
    shift 19
    printf '%s' "$1"
}
this_boot() { cat /proc/sys/kernel/random/boot_id; }
is_recorded() {
    leader=
    read -r leader leader_start leader_boot 2>/dev/null <"$1/supervisor" && [ "$leader_boot" = "$(this_boot)" ] || leader=
    [ -n "$leader" ]
}
is_supervised() { is_recorded "$1" && [ "$(started_at "$leader")" = "$leader_start" ]; }
is_held() { [ -e "$1/lock" ] && ! flock -n "$1/lock" true && { is_recorded "$1" || :; }; }
guest_runs() {
    guest_start=$(guest_says "$1" startTime)
    [ -n "$guest_start" ] && [ "\${guest_start%-*}" = "$(this_boot)" ] &&
        [ "$(started_at "$(guest_says "$1" pid)")" = "\${guest_start##*-}" ]
}
guest_started() {
    guest_start=$(guest_says "$1" startTime)
    [ -z "$guest_start" ] || echo "\${guest_start##*-}0000"
}
detach() { exec env -i PATH="$PATH" setsid /bin/sh "$1" run; }
let_go() { :; }
be_the_only_one() {
    [ -e lock ] || : >lock
    exec 3<lock
    flock -n 3 || exit 0
    printf '%s %s %s\\n' "$$" "$(started_at "$$")" "$(this_boot)" >supervisor.new
    mv -f supervisor.new supervisor
}
`;
