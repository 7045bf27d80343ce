/**
 * On FreeBSD and OpenBSD it is known by its command line, in which its folder is, and by being the leader of its process group; what
 * it has started, by that group. The number of a group is nobody else's for as long as anyone is in it.
 *
 * Of several that are started at once it is the one that has made the last of the numbered files `claim.N`, with its number in it. Each of
 * them is made by one alone, after the last when whoever made that is gone. One that comes late may make a file that was there and is gone
 * since: it sees that another comes after it.
 */
const known = `
this_boot() { echo none; }
group_of() { ps -o pgid= -p "$1" 2>/dev/null | tr -d ' '; }
is_process() {
    case $(ps -o stat= -p "$1") in "" | Z*) return 1 ;; esac
}
leaders() {
    for each in $(pgrep -x -f "/bin/sh $1/service run"); do
        [ "$(group_of "$each")" != "$each" ] || echo "$each"
    done
}
last_claim() {
    last=0
    for each in "$1"/claim.*; do
        [ ! -e "$each" ] || [ "\${each##*.}" -le "$last" ] || last=\${each##*.}
    done
    echo "$last"
}
holds() {
    leader=
    holder=$(cat "$1/claim.$2" 2>/dev/null || cat "$1/supervisor" 2>/dev/null || :)
    for each in $(leaders "$1"); do
        [ "$each" != "$holder" ] || leader=$each
    done
    [ -n "$leader" ]
}
is_supervised() { holds "$1" "$(last_claim "$1")"; }
is_held() {
    if ! is_supervised "$1"; then
        leader=$(cat "$1/supervisor" 2>/dev/null || :)
        # Since a boot the number may be anyone's: a leader that is not its supervisor is a stranger.
        [ -n "$leader" ] && ! is_process "$leader" || return 1
    fi
    for each in $(pgrep -g "$leader"); do
        ! is_process "$each" || return 0
    done
    return 1
}
guest_runs() {
    group=$(cat "$1/supervisor" 2>/dev/null || :)
    guest=$(guest_says "$1" pid)
    [ -n "$group" ] && [ -n "$guest" ] && [ "$(group_of "$guest")" = "$group" ] && is_process "$guest"
}
guest_started() { [ ! -e "$1/guest" ] || echo "$(stat -f %m "$1/guest")000000"; }
be_the_only_one() {
    echo "$$" >"claimant.$$"
    while :; do
        before=$(last_claim "$folder")
        if holds "$folder" "$before" && [ "$leader" != "$$" ]; then
            rm -f "claimant.$$"
            exit 0
        fi
        own=$((before + 1))
        ln "claimant.$$" "claim.$own" 2>/dev/null || continue
        [ "$(last_claim "$folder")" -ne "$own" ] || break
        rm -f "claim.$own"
    done
    rm -f "claimant.$$"
    while [ "$before" -gt 0 ] && [ -e "claim.$before" ]; do
        rm -f "claim.$before"
        before=$((before - 1))
    done
    echo "$$" >supervisor.new
    mv -f supervisor.new supervisor
}
`;

/** The machine of a tender that was killed stays, with its memory. */
export const freebsdSupervision = `${known}
detach() { exec env -i PATH="$PATH" /usr/sbin/daemon -f /bin/sh "$1" run; }
let_go() { [ -z "$1" ] || is_process "$1" || [ ! -e "/dev/vmm/solo5-$1" ] || bhyvectl "--vm=solo5-$1" --destroy; }
`;

/** There is no program that begins a session, but perl is part of the system. */
export const openbsdSupervision = `${known}
detach() { exec env -i PATH="$PATH" perl -MPOSIX=setsid -e 'exit if fork; setsid; exec @ARGV' /bin/sh "$1" run; }
let_go() { :; }
`;
