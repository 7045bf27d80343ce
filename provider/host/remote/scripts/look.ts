import type { Script } from "../../connection";
import { managerShell } from "../managers/list";
import { hostRoot } from "../place";
import { asRoot, common, managed } from "./common";
import { platform } from "./platform";
import { leads, portTables } from "./ports";

/**
 * A shell function that says everything of one instance: whose it is, what its manager says of it, and what is not as it
 * was made. `$1` is its folder. Needs the shell of its manager.
 */
export const lookAt = `
look() {
    [ -e "$1/owner" ] && [ -e "$1/manager" ] || return 0
    instance=\${1##*/}
    line_in "$1/manager"
    manager=$line
    say instance "$instance"
    for record in manager owner inputs report version passed; do
        line_in "$1/$record"
        say "$record" "$line"
    done
    managed show "$instance" | sed 's/^/show /'
    managed text "$instance" | cmp -s - "$1/unit" ||
        managed text "$instance" | diff -u -L "as it was written" -L "as it is" "$1/unit" - 2>&1 | tail -n +3 | sed 's/^/unit /'
    line_in "$1/image"
    sha256=$(digest "$line" 2>/dev/null || :)
    line_in "$1/sha256"
    [ "$sha256" = "$line" ] || say image damaged
    [ ! -s "$1/taps" ] || while read -r tap bridge; do
        problem_of_tap=$(tap_problem "$tap" "$bridge")
        [ -z "$problem_of_tap" ] || say tap "$problem_of_tap"
    done <"$1/taps"
    [ ! -s "$1/addresses" ] || while read -r device address; do
        say address "$device $address"
    done <"$1/addresses"
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
        portTables,
        leads,
        lookAt,
        `for folder in ${hostRoot}/instances/*/; do
    [ -d "$folder" ] || continue
    look "\${folder%/}"
done
say looked done`,
    ].join("\n"),
};
