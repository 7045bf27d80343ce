import { folderOf } from "../../place";
import { boot } from "./boot";
import { anySupervision } from "./supervision";

/** What supervisors do for instances. That of \`www\` is \`service run\` in the folder of its records. */
export const supervisorShell = `${anySupervision}${boot}
supervisor_records() { printf '${folderOf("")}%s' "$1"; }
supervisor_available() {
    case $(uname -s) in
    FreeBSD) kldstat -q -m vmm || refuse module vmm ;;
    OpenBSD) ;;
    *)
        for program in setpriv setsid flock; do command -v "$program" >/dev/null || refuse program "$program util-linux"; done
        setpriv --help 2>&1 | grep -q -e --reuid || refuse program "setpriv util-linux"
        ;;
    esac
    [ "$(boot_kind)" != none ] || refuse boot
}
supervisor_foreign() {
    file=$(boot_file "$1" "$(boot_kind)")
    [ ! -e "$file" ] || boot_is_mine "$file" || printf '%s' "$file"
}
supervisor_define() {
    records=$(supervisor_records "$1")
    (umask 077 && cat "$2" >"$records/service.new")
    mv -f "$records/service.new" "$records/service"
    sh "$records/service" policy
    boot_enable "$1" "$(cat "$records/owner")" "$records/service"
}
supervisor_start() {
    start_supervisor "$(supervisor_records "$1")"
    boot_started "$1" >/dev/null 2>&1 5>&- 6>&- 7>&- 8>&- 9>&- || :
}
supervisor_stop() {
    records=$(supervisor_records "$1")
    [ -d "$records" ] || return 0
    end_supervisor "$records"
    while read -r access volume; do
        [ "$access" != rw ] || [ ! -e "$volume" ] || chown 0:0 -- "$volume"
    done <<END
$(cat "$records/volumes" 2>/dev/null || :)
END
}
supervisor_activity() {
    records=$(supervisor_records "$1")
    if guest_runs "$records"; then echo running
    elif is_supervised "$records"; then echo changing
    else echo ended
    fi
}
supervisor_show() {
    records=$(supervisor_records "$1")
    activity=$(supervisor_activity "$1")
    echo "activity $activity"
    if [ "$activity" = running ]; then
        echo "restarts $(guest_says "$records" restarts)"
        is_supervised "$records" || echo "orphaned yes"
    else
        sed -n -e 's/^restarts=/restarts /p' -e 's/^status=/status /p' -e 's/^verdict=/verdict /p' "$records/exit" 2>/dev/null || :
    fi
    ! boot_is_as_written "$1" "$(cat "$records/owner" 2>/dev/null || :)" "$records/service" || echo "boot yes"
}
supervisor_text() { cat "$(supervisor_records "$1")/service" 2>/dev/null || :; }
supervisor_console() {
    records=$(supervisor_records "$1")
    cat "$records/console.log.1" "$records/console.log" 2>/dev/null | tail -n "$2" | sed 's/\\r*$//'
}
supervisor_output() {
    records=$(supervisor_records "$1")
    offset=$(guest_says "$records" offset)
    [ "$(wc -c <"$records/console.log")" -ge "\${offset:-0}" ] || offset=0
    tail -c "+$((\${offset:-0} + 1))" "$records/console.log" 2>/dev/null | sed 's/\\r*$//'
}
supervisor_started() { guest_started "$(supervisor_records "$1")"; }
supervisor_undefine() {
    records=$(supervisor_records "$1")
    if [ -e "$records/owner" ]; then
        mine "$records/owner" || return 0
        supervisor_stop "$1"
    elif boot_is_mine "$(boot_file "$1" "$(boot_kind)")"; then
        # Its records were removed by hand, not itself.
        pgrep -x -f "/bin/sh $records/service run" | while read -r leader; do kill -s KILL -- "-$leader" 2>/dev/null || :; done
    fi
    boot_disable "$1"
}
`;
