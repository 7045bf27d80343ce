import { cron } from "./cron";
import { openrc } from "./openrc";
import { rcD } from "./rc-d";
import { rcctl } from "./rcctl";
import { sysv } from "./sysv";

/** What starts services when a host boots. */
export interface Starter {
    /** Its shell functions begin with it. */
    readonly name: string;
    /**
     * POSIX shell functions. `$1` is the instance's name but for the first.
     * - `NAME_here`: whether the host has it.
     * - `NAME_file`: prints the path of the one file that is an instance's own, which says in its second line whose it is.
     * - `NAME_text`: prints its text. `$2` is the owner line, `$3` the path of the service script.
     * - `NAME_is_enabled`, `NAME_enable`, `NAME_disable`: whether the file counts when the host boots. It is there all the while.
     * - `NAME_started`: to be told, where it keeps books of what runs, that the instance does.
     * - `NAME_forget`: what is to be done when it has gone.
     */
    readonly shell: string;
}

/** The first that a host has is the one that counts there. */
const starters: readonly Starter[] = [rcD, rcctl, openrc, sysv, cron];

/**
 * Shell functions about what starts an instance when its host boots, whatever that is. What was made for another than the host has
 * now goes with the instance as well.
 */
export const boot = `${starters.map(({ shell }) => shell).join("")}
boot_starters='${starters.map(({ name }) => name).join(" ")}'
boot_kind() {
    for starter in $boot_starters; do
        ! "\${starter}_here" || { echo "$starter"; return 0; }
    done
    echo none
}
boot_file() { "\${2}_file" "$1"; }
boot_is_mine() {
    case $(sed -n 2p "$1" 2>/dev/null) in
    "$mark "*) return 0 ;;
    *) return 1 ;;
    esac
}
boot_enable() {
    starter=$(boot_kind)
    file=$("\${starter}_file" "$1")
    mkdir -p "\${file%/*}"
    (umask 022 && "\${starter}_text" "$1" "$2" "$3" >"$file.new")
    [ "$starter" = cron ] || chmod 0755 "$file.new"
    mv -f "$file.new" "$file"
    "\${starter}_is_enabled" "$1" || "\${starter}_enable" "$1"
}
boot_started() { "$(boot_kind)_started" "$1"; }
boot_is_as_written() {
    starter=$(boot_kind)
    [ "$(cat "$("\${starter}_file" "$1")" 2>/dev/null || :)" = "$("\${starter}_text" "$1" "$2" "$3")" ] && "\${starter}_is_enabled" "$1"
}
boot_disable() {
    for starter in $boot_starters; do
        ! boot_is_mine "$("\${starter}_file" "$1")" || "\${starter}_disable" "$1"
    done
    for starter in $boot_starters; do
        file=$("\${starter}_file" "$1")
        [ ! -d "\${file%/*}" ] || rm -f "$file.new"
        ! boot_is_mine "$file" || rm -f "$file"
        "\${starter}_forget" "$1"
    done
}
rc_name() { printf 'unikernel_%s' "$(printf '%s' "$1" | tr .- __)"; }
`;
