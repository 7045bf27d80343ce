import type { Script } from "../../connection";
import { ownerMark } from "../owner";
import { folderOf } from "../place";
import { asRoot, common, ownership } from "./common";

/**
 * An instance's file `creation` says whose it is and which script makes it. It is there before all else, and empty once that has ended
 * well. When the plugin was killed, the engine has never heard of the instance, and its resource's next creation has another name: that
 * one looks here for what it has to clear away.
 */
export const begun = `
begin_creation() {
    identify_self
    printf '%s\\n' "$owner" "$self" >"$folder/creation"
}
finish_creation() { : >"$folder/creation"; }
`;

/** For one that is not ready and kept, or whose work is done. */
export function finishScript(identity: { readonly name: string; readonly unit: string }): Script {
    return {
        body: `${common}${asRoot}${ownership}${begun}
! mine "$folder/owner" || finish_creation`,
        values: { folder: folderOf(identity.name), mark: ownerMark(identity) },
    };
}

/**
 * `is_abandoned FOLDER`: whether an instance of the resource `$urn` is there whose making was begun and goes on no more. `tell_abandoned`:
 * says which there are besides `$folder`, and what tells each from any other of its name.
 */
export const abandonment = `
read_creation() {
    { read -r begun_by && read -r begun_with; } 2>/dev/null <"$1/creation"
}
is_abandoned() {
    read_creation "$1" && [ "\${begun_by#* * * }" = "$urn" ] && ! still_runs $begun_with || return 1
    begun_unit=\${begun_by#* * }
    begun_unit=\${begun_unit%% *}
}
tell_abandoned() {
    for begun in "$root"/instances/*/creation; do
        begun=\${begun%/creation}
        [ -s "$begun/creation" ] && [ "$begun" != "$folder" ] && is_abandoned "$begun" || continue
        say abandoned "\${begun##*/} $begun_unit"
    done
}
`;

/** The script that makes it may have lost its connection, and go on. Whoever takes away what it makes has it end first. */
export const endCreation = `
if mine "$folder/creation" && read_creation "$folder" && still_runs $begun_with; then
    end_run $begun_with
    tries=0
    while [ "$tries" -lt 100 ] && still_runs $begun_with; do
        tries=$((tries + 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
fi
`;
