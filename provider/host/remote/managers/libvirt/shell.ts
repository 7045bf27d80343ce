import { hostRoot } from "../../place";
import { hook, tagging } from "./hook";
import { consoleFile } from "./place";
import { restarts } from "./restarts";

/**
 * What libvirt does for instances. That of `www` is the domain `unikernel-www`, and what is done to a domain is done to the
 * one with its UUID: a name may be another's. The text is that of libvirt's own file, which changes only when somebody
 * changes the domain.
 *
 * At the host's boot libvirt starts it, and calls a hook of ours: one for all instances, there as long as any is. libvirt
 * looks for hooks when it starts, so that the first ever is not called before the next boot, and need not be.
 */
export const libvirtShell = `
libvirt_virsh() { virsh --quiet --connect qemu:///system "$@" </dev/null; }
libvirt_available() {
    command -v virsh >/dev/null || refuse virsh
    said=$(libvirt_virsh list 2>&1) || refuse libvirt "$(printf '%s\\n' "$said" | sed -n 's/^error: //p' | head -n 1)"
}
libvirt_records() { printf '${hostRoot}/instances/%s' "$1"; }
libvirt_file() { printf '/etc/libvirt/qemu/unikernel-%s.xml' "$1"; }
libvirt_log() { printf '/var/log/libvirt/qemu/unikernel-%s.log' "$1"; }
libvirt_console_log() { printf '%s/${consoleFile}' "$(libvirt_records "$1")"; }
libvirt_hook=/etc/libvirt/hooks/qemu.d/pulumi-unikernel
libvirt_uuid() {
    owner=$(cat "$(libvirt_records "$1")/owner" 2>/dev/null || printf '%s' "\${mark:-}")
    printf '%s\\n' "$owner" | sed -n '1s/^# pulumi-unikernel \\(.\\{8\\}\\)\\(.\\{4\\}\\)\\([^ ]\\{4\\}\\).*$/\\1-\\2-\\3-8000-70756c756d69/p'
}
libvirt_state() {
    uuid=$(libvirt_uuid "$1")
    [ -n "$uuid" ] && command -v virsh >/dev/null || return 0
    libvirt_virsh domstate "$uuid" --reason 2>/dev/null || libvirt_virsh list >/dev/null
}
libvirt_activity() {
    state=$(libvirt_state "$1")
    case $state in
    "running "* | "idle "* | "paused "* | "pmsuspended "*) echo running ;;
    "in shutdown "*) echo changing ;;
    *) echo ended ;;
    esac
}
libvirt_show() {
    state=$(libvirt_state "$1")
    [ -z "$state" ] || printf 'state %s\\n' "$state"
    [ ! -e "/etc/libvirt/qemu/autostart/unikernel-$1.xml" ] || echo "autostart yes"
    [ ! -s "$(libvirt_records "$1")/refusal" ] || echo "refusal yes"
    [ ! -s "$(libvirt_records "$1")/ports" ] || [ -x "$libvirt_hook" ] || echo "hook missing"
    echo "restarts $(libvirt_restarts "$(libvirt_log "$1")")"
}
${restarts}libvirt_text() {
    [ ! -e "$(libvirt_file "$1")" ] || libvirt_written "$1" "$(libvirt_records "$1")/owner"
}
libvirt_written() {
    printf '%s\\n' "$(head -n 1 "$2")"
    sed -n '/^<domain /,$p' "$(libvirt_file "$1")"
}
libvirt_foreign() {
    found=$(libvirt_virsh domuuid "unikernel-$1" 2>/dev/null) || return 0
    [ "$found" = "$(libvirt_uuid "$1")" ] || printf 'the domain unikernel-%s of libvirt' "$1"
}
libvirt_define() {
    records=$(libvirt_records "$1")
    (umask 077 && tail -n +2 "$2" >"$records/domain.xml")
    if said=$(libvirt_virsh define "$records/domain.xml" 2>&1); then
        rm -f "$records/refusal"
        (umask 077 && libvirt_written "$1" "$2" >"$2.new")
        mv -f "$2.new" "$2"
    else
        (umask 077 && printf '%s\\n' "$said" >"$records/refusal")
        return 0
    fi
    libvirt_folder /etc/libvirt/qemu/autostart libvirt-autostart
    libvirt_virsh autostart "$(libvirt_uuid "$1")" >/dev/null
    libvirt_folder /etc/libvirt/hooks/qemu.d libvirt-hooks
    exec 4<'${hostRoot}/instances'
    flock 4
    cat >"$libvirt_hook.new" <<'END'
${hook}END
    chmod 0755 "$libvirt_hook.new"
    mv -f "$libvirt_hook.new" "$libvirt_hook"
    exec 4<&-
}
libvirt_folder() {
    [ ! -d "$1" ] || return 0
    : >'${hostRoot}'/"$2"
    mkdir -p "$1"
}
libvirt_unfolder() {
    [ -e '${hostRoot}'/"$2" ] || return 0
    [ -d "$1" ] && ! rmdir "$1" 2>/dev/null || rm -f '${hostRoot}'/"$2"
}
libvirt_start() {
    records=$(libvirt_records "$1")
    [ ! -s "$records/refusal" ] || return 0
    state=$(libvirt_state "$1")
    uuid=$(libvirt_uuid "$1")
    case $state in
    "running "* | "idle "* | "in shutdown "* | "paused (starting up)") libvirt_tag "$records"; return 0 ;;
    "paused "*) libvirt_virsh resume "$uuid" >/dev/null; return 0 ;;
    "pmsuspended "*) libvirt_stop "$1" ;;
    esac
    (umask 077 && { wc -c <"$(libvirt_console_log "$1")" || echo 0; } 2>/dev/null >"$records/console-start")
    printf '%s\\n' "$(($(cut -d. -f1 /proc/uptime) * 1000000))" >"$records/started"
    if said=$(libvirt_virsh start "$uuid" 2>&1); then
        libvirt_tag "$records"
    else
        (umask 077 && printf '%s\\n' "$said" >"$records/refusal")
    fi
}
libvirt_tag() { ${tagging}; }
libvirt_stop() {
    state=$(libvirt_state "$1")
    case $state in
    "" | "shut off "*) return 0 ;;
    esac
    uuid=$(libvirt_uuid "$1")
    grace=0
    if grep -q -s '<acpi/>' "$(libvirt_records "$1")/unit"; then
        grace=$(sed -n 's/^.*<pulumi:instance .* grace="\\([0-9]*\\)".*$/\\1/p' "$(libvirt_records "$1")/unit")
        # Of one that is to run again when it powers off, a shutdown would be a reboot.
        libvirt_virsh set-lifecycle-action "$uuid" poweroff destroy --live >/dev/null 2>&1 &&
            libvirt_virsh shutdown "$uuid" >/dev/null 2>&1 || grace=0
    fi
    end=$(($(date +%s) + \${grace:-0}))
    while [ "$(date +%s)" -lt "$end" ]; do
        state=$(libvirt_state "$1")
        case $state in
        "" | "shut off "* | "crashed "*) break ;;
        esac
        sleep 0.2 2>/dev/null || sleep 1
    done
    libvirt_virsh destroy "$uuid" >/dev/null 2>&1 || :
}
libvirt_console() {
    log=$(libvirt_console_log "$1")
    cat "$log.0" "$log" 2>/dev/null | sed 's/\\r*$//' | tail -n "$2" || :
    cat "$(libvirt_records "$1")/refusal" 2>/dev/null || :
}
libvirt_output() {
    log=$(libvirt_console_log "$1")
    start=$(cat "$(libvirt_records "$1")/console-start" 2>/dev/null || :)
    # It begins anew when it has become long.
    [ "$(wc -c <"$log" 2>/dev/null || echo 0)" -ge "\${start:-0}" ] || start=0
    tail -c "+$((\${start:-0} + 1))" "$log" 2>/dev/null | sed 's/\\r*$//' || :
}
libvirt_started() { cat "$(libvirt_records "$1")/started" 2>/dev/null || :; }
libvirt_undefine() {
    command -v virsh >/dev/null || return 0
    state=$(libvirt_state "$1")
    if [ -n "$state" ]; then
        uuid=$(libvirt_uuid "$1")
        libvirt_virsh autostart --disable "$uuid" >/dev/null
        libvirt_stop "$1"
        libvirt_virsh undefine --managed-save --snapshots-metadata --checkpoints-metadata "$uuid" >/dev/null
    fi
    ! mine "$(libvirt_records "$1")/owner" || rm -f "$(libvirt_log "$1")" "$(libvirt_log "$1")".[0-9]*
    [ -d '${hostRoot}/instances' ] || return 0
    exec 4<'${hostRoot}/instances'
    flock 4
    others=
    for record in ${hostRoot}/instances/*/manager; do
        [ "$record" = "$(libvirt_records "$1")/manager" ] || [ "$(cat "$record" 2>/dev/null)" != libvirt ] || others=yes
    done
    if [ -z "$others" ]; then
        rm -f "$libvirt_hook" "$libvirt_hook.new"
        libvirt_unfolder /etc/libvirt/hooks/qemu.d libvirt-hooks
        libvirt_unfolder /etc/libvirt/qemu/autostart libvirt-autostart
    fi
    exec 4<&-
}
`;
