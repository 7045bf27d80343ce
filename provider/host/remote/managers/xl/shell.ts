import { hostRoot } from "../../place";

/**
 * What xl does for instances. That of `www` is the domain `unikernel-www`, and what is done to a domain is done to the one
 * with its UUID: a name may be another's, and a number changes with each start.
 *
 * Each domain has an xl of its own that waits for its end and starts it again. Its log begins anew with each `xl create`.
 */
export const xlShell = `
xl_available() {
    [ "$(cat /proc/xen/capabilities 2>/dev/null)" = control_d ] || refuse xen
    grep -q hvm-3.0-x86_64 /sys/hypervisor/properties/capabilities 2>/dev/null || refuse pvh
}
xl_file() { printf '/etc/xen/unikernel-%s.cfg' "$1"; }
xl_records() { printf '${hostRoot}/instances/%s' "$1"; }
xl_log() { printf '/var/log/xen/xl-unikernel-%s.log' "$1"; }
xl_console_log() { printf '/var/log/xen/console/guest-unikernel-%s.log' "$1"; }
xl_uuid() { sed -n 's/^uuid = "\\(.*\\)"$/\\1/p' "$(xl_records "$1")/unit" 2>/dev/null || :; }
xl_domain() {
    uuid=$(xl_uuid "$1")
    [ -n "$uuid" ] || return 0
    domains=$(xl list -v 2>/dev/null) || domains=$(xl list -v)
    printf '%s\\n' "$domains" |
        sed -n "s/^.* \\([0-9][0-9]*\\)  *[0-9][0-9]*  *[0-9][0-9]* *\\([a-z-]\\{6\\}\\) .* $uuid .*/\\1 \\2/p"
}
xl_watcher() {
    watcher=$(sed -n 's/^Waiting for domain .* to die \\[pid \\([0-9]*\\)\\]$/\\1/p' "$(xl_log "$1")" 2>/dev/null | tail -n 1)
    # Since then the number may have become another's, such as that of another domain's xl.
    [ -z "$watcher" ] || [ "$(readlink "/proc/$watcher/fd/1")" != "$(xl_log "$1")" ] || printf '%s' "$watcher"
}
xl_activity() {
    domain=$(xl_domain "$1")
    xl_meaning "$1" "\${domain#* }"
}
xl_meaning() {
    case $2 in
    "" | *[scd]*)
        if [ -n "$(xl_watcher "$1")" ]; then echo changing; else echo ended; fi
        ;;
    *p*)
        if [ "$(tail -n 1 "$(xl_log "$1")" 2>/dev/null)" = "Done. Rebooting now" ]; then echo changing; else echo running; fi
        ;;
    *) echo running ;;
    esac
}
xl_show() {
    domain=$(xl_domain "$1")
    activity=$(xl_meaning "$1" "\${domain#* }")
    echo "activity $activity"
    case $activity-\${domain#* } in running-*p*) echo "paused yes" ;; esac
    sed -n 's/^Domain [0-9]* has shut down, reason code \\([0-9]*\\) .*/reason \\1/p' "$(xl_log "$1")" 2>/dev/null | tail -n 1
    [ ! -s "$(xl_records "$1")/refusal" ] || echo "refusal yes"
    echo "restarts $(grep -c -s -x -F "Done. Rebooting now" "$(xl_log "$1")" || :)"
    [ -z "$(xl_watcher "$1")" ] || echo "watched yes"
    [ "$(readlink "/etc/xen/auto/unikernel-$1.cfg" 2>/dev/null)" != "$(xl_file "$1")" ] || echo "auto yes"
}
xl_text() { cat "$(xl_file "$1")" 2>/dev/null || :; }
xl_foreign() {
    file=$(xl_file "$1")
    if [ -e "$file" ]; then
        mine "$file" || printf '%s' "$file"
    elif xl domid "unikernel-$1" >/dev/null 2>&1; then
        printf 'the domain unikernel-%s' "$1"
    fi
}
xl_define() {
    records=$(xl_records "$1")
    cat >"$records/vif" <<END
#!/bin/sh
# Written by Pulumi. Xen calls it to bring up a network device of a domain, and to take it down.
set -eu
# It is marked before it has its name: whatever is cut off, what has that is known.
[ "\\$1" != online ] || ip link set dev "\\\${vif:-}" alias "pulumi-unikernel:\${mark##* }" 2>/dev/null || :
/etc/xen/scripts/vif-bridge "\\$@"
if [ "\\$1" = online ]; then
    ip link set dev "\\$(xenstore-read "\\$XENBUS_PATH/vifname")" alias "pulumi-unikernel:\${mark##* }"
    [ ! -e "$records/serving" ] || sh "$records/publish" "$records" || :
fi
END
    chmod 0700 "$records/vif"
    file=$(xl_file "$1")
    (umask 077 && cat "$2" >"$file.new")
    mv -f "$file.new" "$file"
    if [ ! -d /etc/xen/auto ]; then
        : >'${hostRoot}/xen-auto'
        mkdir -p /etc/xen/auto
    fi
    ln -s -f "$file" "/etc/xen/auto/unikernel-$1.cfg"
}
# Without one that waits for its end a domain was never finished, or would not be started again.
xl_start() {
    domain=$(xl_domain "$1")
    case \${domain#* } in
    "") [ -z "$(xl_watcher "$1")" ] || return 0 ;;
    *[scd]*) xl_stop "$1" ;;
    *p*)
        [ -z "$(xl_watcher "$1")" ] || { xl unpause "\${domain% *}"; return 0; }
        xl_stop "$1"
        ;;
    *)
        [ -z "$(xl_watcher "$1")" ] || return 0
        xl_stop "$1"
        ;;
    esac
    records=$(xl_records "$1")
    { wc -c <"$(xl_console_log "$1")" || echo 0; } 2>/dev/null >"$records/console-start"
    printf '%s\\n' "$(($(cut -d. -f1 /proc/uptime) * 1000000))" >"$records/started"
    if said=$(xl create "$(xl_file "$1")" 2>&1 </dev/null 5>&- 7>&- 8>&- 9>&-); then
        rm -f "$records/refusal"
        # Its xl is there before it says so.
        tries=0
        until grep -q -s '^Waiting for domain ' "$(xl_log "$1")" || [ "$tries" -ge 50 ]; do
            tries=$((tries + 1))
            sleep 0.1 2>/dev/null || sleep 1
        done
    else
        printf '%s\\n' "$said" >"$records/refusal"
    fi
}
xl_stop() {
    watcher=$(xl_watcher "$1")
    [ -z "$watcher" ] || kill "$watcher" 2>/dev/null || :
    tries=0
    while [ "$tries" -lt 50 ] && [ -n "$(xl_watcher "$1")" ]; do
        tries=$((tries + 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
    domain=$(xl_domain "$1")
    [ -n "$domain" ] || return 0
    grace=$(sed -n 's/^# It has \\([0-9]*\\) seconds to end .*/\\1/p' "$(xl_records "$1")/unit" 2>/dev/null || :)
    # A paused one cannot listen.
    case \${domain#* } in *p*) grace=0 ;; esac
    grace=\${grace:-0}
    end=$(($(date +%s) + grace))
    # By itself this waits a whole minute for a guest that does not listen.
    [ "$grace" -gt 0 ] && timeout "$grace" xl shutdown "\${domain% *}" >/dev/null 2>&1 || end=0
    while [ "$(date +%s)" -lt "$end" ]; do
        domain=$(xl_domain "$1")
        case \${domain#* } in
        "") return 0 ;;
        *[scd]*) break ;;
        esac
        sleep 0.5 2>/dev/null || sleep 1
    done
    xl destroy "\${domain% *}" >/dev/null 2>&1 || :
    tries=0
    while [ "$tries" -lt 60 ] && [ -n "$(xl_domain "$1")" ]; do
        tries=$((tries + 1))
        sleep 0.5 2>/dev/null || sleep 1
    done
}
xl_lines() {
    sed -e 's/^\\[[0-9]\\{4\\}-[0-9][0-9]-[0-9][0-9] [0-9:]\\{8\\}\\] //' -e '/^Logfile Opened$/d' -e 's/\\r*$//'
}
xl_console() {
    log=$(xl_console_log "$1")
    if [ -e "$log" ]; then
        xl_lines <"$log" | tail -n "$2"
    else
        echo "xenconsoled keeps no consoles here. Have it started with --log=guest, and make the folder \${log%/*}"
    fi
    cat "$(xl_records "$1")/refusal" 2>/dev/null || :
}
xl_output() {
    start=$(cat "$(xl_records "$1")/console-start" 2>/dev/null || :)
    tail -c "+$((\${start:-0} + 1))" "$(xl_console_log "$1")" 2>/dev/null | xl_lines
}
xl_started() { cat "$(xl_records "$1")/started" 2>/dev/null || :; }
xl_undefine() {
    file=$(xl_file "$1")
    mine "$file" || mine "$(xl_records "$1")/unit" || return 0
    link=/etc/xen/auto/unikernel-$1.cfg
    [ "$(readlink "$link" 2>/dev/null)" != "$file" ] || rm -f "$link"
    xl_stop "$1"
    ! mine "$file.new" || rm -f "$file.new"
    ! mine "$file" || rm -f "$file"
    rm -f "$(xl_log "$1")" "$(xl_log "$1")".[0-9]* "$(xl_console_log "$1")"
    if [ -e '${hostRoot}/xen-auto' ] && { [ ! -d /etc/xen/auto ] || rmdir /etc/xen/auto 2>/dev/null; }; then
        rm -f '${hostRoot}/xen-auto'
    fi
}
`;
