import type { Script } from "../../connection";
import { managerShell } from "../managers/list";
import { hostRoot } from "../place";
import { asRoot, common, managed } from "./common";
import { platform } from "./platform";
import { leads } from "./ports";

/**
 * A shell function that says everything of one instance: whose it is, what its manager says of it, and what is not as it
 * was made. `$1` is its folder. Needs the shell of its manager.
 */
export const lookAt = `
look() {
    owner=$(cat "$1/owner" 2>/dev/null) || return 0
    instance=\${1##*/}
    manager=$(cat "$1/manager" 2>/dev/null) || return 0
    say instance "$instance"
    say manager "$manager"
    say owner "$owner"
    say inputs "$(cat "$1/inputs" 2>/dev/null || :)"
    say report "$(cat "$1/report" 2>/dev/null || :)"
    say passed "$(cat "$1/passed" 2>/dev/null || :)"
    managed show "$instance" | sed 's/^/show /'
    managed text "$instance" | diff -u -L "as it was written" -L "as it is" "$1/unit" - 2>&1 | tail -n +3 | sed 's/^/unit /'
    image=$(cat "$1/image" 2>/dev/null || :)
    [ "$(digest "$image" 2>/dev/null || :)" = "$(cat "$1/sha256" 2>/dev/null || :)" ] || say image damaged
    while read -r tap bridge; do
        [ -n "$tap" ] || continue
        problem_of_tap=$(tap_problem "$tap" "$bridge")
        [ -z "$problem_of_tap" ] || say tap "$problem_of_tap"
    done <<END
$(cat "$1/taps" 2>/dev/null || :)
END
    while read -r device address; do
        [ -z "$device" ] || say address "$device $address"
    done <<END
$(cat "$1/addresses" 2>/dev/null || :)
END
    if [ -e "$1/serving" ]; then
        leads "$1" || say port astray
    elif [ -s "$1/ports" ] && [ -s "$1/passed" ]; then
        say port astray
    fi
    say end "$instance"
}
`;

/** All instances of a host in one look. */
export const lookScript: Script = {
    body: [
        common,
        platform,
        asRoot,
        managed,
        managerShell,
        leads,
        lookAt,
        `for folder in ${hostRoot}/instances/*/; do
    [ -d "$folder" ] || continue
    look "\${folder%/}"
done
say looked done`,
    ].join("\n"),
};
