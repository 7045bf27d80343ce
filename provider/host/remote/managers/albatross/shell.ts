import { hostRoot } from "../../place";
import { boot } from "./boot";

/**
 * What albatross does for instances. That of `www` is the unikernel `www-` and the instance's own number, which is nobody
 * else's: albatross has no other place for a mark. It wraps what it says at 80 columns.
 */
export const albatrossShell = `${boot}albatross_available() {
    said=$(albatross-client info 2>&1 </dev/null) || {
        command -v albatross-client >/dev/null || refuse tool
        refuse albatross "$(printf '%s\\n' "$said" | head -n 1)"
    }
}
albatross_records() { printf '${hostRoot}/instances/%s' "$1"; }
albatross_label() {
    owner=$(cat "$(albatross_records "$1")/owner" 2>/dev/null || printf '%s' "\${mark:-}")
    unit=$(printf '%s\\n' "$owner" | sed -n '1s/^# pulumi-unikernel \\([0-9a-f]*\\).*$/\\1/p')
    [ -z "$unit" ] || printf '%s-%s' "$(printf '%s' "$1" | tr _ - | cut -c 1-40)" "$unit"
}
albatross_told() {
    label=$(albatross_label "$1")
    [ -n "$label" ] && command -v albatross-client >/dev/null || return 0
    told=$(albatross-client info --name="$label" 2>&1 </dev/null) || { printf '%s\\n' "$told" >&2; return 1; }
    printf '%s\\n' "$told" | tr '\\n' ' ' | tr -s ' '
}
albatross_activity() {
    told=$(albatross_told "$1") || return 1
    case $told in
    *" digest "*) echo running ;;
    *) echo ended ;;
    esac
}
albatross_show() {
    told=$(albatross_told "$1")
    case $told in
    *" digest $(cat "$(albatross_records "$1")/sha256" 2>/dev/null || echo none)"*) echo "activity running" ;;
    *" digest "*) printf 'activity running\\ndigest other\\n' ;;
    esac
    [ ! -s "$(albatross_records "$1")/refusal" ] || echo "refusal yes"
    ! albatross_boot_is_wanted "$1" || albatross_boot_is_as_written "$1" || echo "boot missing"
}
albatross_text() {
    file=$(albatross_records "$1")/unit
    [ -e "$file" ] || return 0
    told=$(albatross_told "$1")
    case $told in *" digest "*) ;; *) cat "$file"; return 0 ;; esac
    grep '^#' "$file"
    printf '%s\\n' "$told" | sed -n 's/^.* \\([0-9]*\\) MB memory .*$/--mem=\\1/p'
    printf '%s\\n' "$told" | sed -n 's/^.* bridge \\(.*\\) digest .*$/\\1/p' | tr ',' '\\n' |
        sed -n 's/^ *\\([^ ]*\\) -> \\([^ ]*\\) (mac \\([^ ]*\\))$/--net=\\1:\\2@\\3/p'
    grep -v -e '^#' -e '^--mem=' -e '^--net=' "$file" || :
}
albatross_foreign() {
    file=$(albatross_boot_file "$1")
    [ ! -e "$file" ] || mine "$file" || printf '%s' "$file"
}
albatross_define() {
    ! albatross_boot_is_wanted "$1" || albatross_boot_is_as_written "$1" || albatross_boot_enable "$1"
}
albatross_start() {
    [ "$(albatross_activity "$1")" = ended ] || return 0
    records=$(albatross_records "$1")
    label=$(albatross_label "$1")
    date -u +%Y-%m-%dT%H:%M:%SZ >"$records/since"
    printf '%s\\n' "$(($(cut -d. -f1 /proc/uptime) * 1000000))" >"$records/started"
    set --
    while IFS= read -r option; do
        case $option in --*) set -- "$@" "$option" ;; esac
    done <"$records/unit"
    ! albatross-client create --help=plain 2>/dev/null </dev/null | grep -q -e --no-add-name || set -- "$@" --no-add-name
    if said=$(albatross-client create "$@" "$label" "$(cat "$records/image")" 2>&1 </dev/null); then
        rm -f "$records/refusal"
    else
        (umask 077 && printf '%s\\n' "$said" >"$records/refusal")
    fi
}
albatross_stop() {
    activity=$(albatross_activity "$1") || return 1
    [ "$activity" = running ] || return 0
    said=$(albatross-client destroy "$(albatross_label "$1")" 2>&1 </dev/null) && return 0
    [ "$(albatross_activity "$1")" = ended ] || { printf '%s\\n' "$said" >&2; return 1; }
}
albatross_lines() {
    label=$(albatross_label "$1")
    [ -n "$label" ] && command -v albatross-client >/dev/null || return 0
    shift
    # It goes on to listen until it is told to end.
    timeout 1 albatross-client console "$@" "$label" 2>/dev/null </dev/null |
        sed -n -e 's/\\r*$//' -e 's/^\\(console \\)\\{0,1\\}[0-9]\\{4\\}-[0-9-]*T[0-9:.]*[-+Z][0-9:]*: //p'
}
albatross_console() {
    albatross_lines "$1" --count="$2"
    cat "$(albatross_records "$1")/refusal" 2>/dev/null || :
}
albatross_output() {
    since=$(cat "$(albatross_records "$1")/since" 2>/dev/null || :)
    albatross_lines "$1" --since="\${since:-1970-01-01T00:00:00Z}"
}
albatross_started() { cat "$(albatross_records "$1")/started" 2>/dev/null || :; }
albatross_undefine() {
    albatross_boot_disable "$1"
    albatross_stop "$1"
}
`;
