import type { Script } from "../../connection";
import { hostRoot } from "../place";
import { asRoot, common } from "./common";

/**
 * A shell function that says everything of one instance: whose it is, what systemd says of its service, and what is not
 * as it was made. `$1` is its folder.
 */
export const lookAt = `
look() {
    owner=$(cat "$1/owner" 2>/dev/null) || return 0
    service=$(cat "$1/service")
    say instance "\${1##*/}"
    say owner "$owner"
    say inputs "$(cat "$1/inputs")"
    say report "$(cat "$1/report" 2>/dev/null || :)"
    say passed "$(cat "$1/passed" 2>/dev/null || :)"
    systemctl show "$service" --property=LoadState,ActiveState,SubState,NRestarts,ExecMainCode,ExecMainStatus,UnitFileState |
        sed 's/^/show /'
    diff -u -L "as it was written" -L "as it is" "$1/unit" "/etc/systemd/system/$service" 2>&1 | tail -n +3 | sed 's/^/unit /'
    [ "$(digest "$(cat "$1/image")" 2>/dev/null || :)" = "$(cat "$1/sha256")" ] || say image damaged
    while read -r tap bridge; do
        [ -n "$tap" ] || continue
        [ "$(systemctl is-active "$service")" = active ] || continue
        master=$(readlink "/sys/class/net/$tap/master" 2>/dev/null || :)
        if [ ! -e "/sys/class/net/$tap" ]; then say tap "the TAP device $tap is gone"
        elif [ "\${master##*/}" != "$bridge" ]; then say tap "the TAP device $tap is not on the bridge $bridge"
        fi
    done <"$1/taps"
    say end "\${1##*/}"
}
`;

/** All instances of a host in one look. */
export const lookScript: Script = {
    body: [
        common,
        asRoot,
        lookAt,
        `for folder in ${hostRoot}/instances/*/; do
    [ -d "$folder" ] || continue
    look "\${folder%/}"
done
say looked done`,
    ].join("\n"),
};
