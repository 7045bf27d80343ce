import type { Script } from "../../connection";
import { managerShell } from "../managers/list";
import { folderOf, hostRoot } from "../place";
import { handover } from "./handover";
import { platform } from "./platform";
import { drain, portTables, unpublish } from "./ports";
import { asRoot, common, inTurn, managed, ownership } from "./common";
import { abandonment, endCreation } from "./creation";
import { leading, yieldUp } from "./succession";

export interface RemoveRequest {
    /** Of the instance. */
    readonly name: string;
    /** The names of those that may keep it, should there be no record that says which does. */
    readonly managers: readonly string[];
    readonly mark: string;
    /** As marks have it. */
    readonly urn: string;
    readonly tapTag: string;
    /** Which may be there without any record of the instance. */
    readonly image: string;
    /** For the connections to an instance that another has taken over from. */
    readonly drainSeconds: number;
    readonly yields: Yielding;
}

/**
 * Whether what it has taken over is given back to an older generation that runs, and whether it stays where none does. What the engine
 * removes has been replaced, or is to go with all that serves.
 */
export type Yielding = "never" | "if-it-can" | "or-stays";

/** Ends an instance and removes what was made for it, and nothing else. That nothing of it is left is fine. */
export function removeScript(request: RemoveRequest): Script {
    const { name, managers, mark, urn, tapTag, image, drainSeconds, yields } = request;
    return {
        body: [
            common,
            platform,
            asRoot,
            ownership,
            managed,
            managerShell,
            portTables,
            unpublish,
            drain,
            leading,
            handover,
            abandonment,
            endCreation,
            yieldUp,
            remove,
        ].join("\n"),
        values: {
            ...{ root: hostRoot, folder: folderOf(name), name, mark, urn, image, tap_tag: tapTag },
            managers: managers.join(" "),
            drain_seconds: String(drainSeconds),
            yields,
        },
    };
}

/**
 * Where the records are another's, so is all that has the name, and nothing is ended. Its records go last, so that a removal that was cut short can be gone on with. An image goes with its last user, and a
 * TAP device with its service, unless that was given too little time to end.
 */
const remove = `
if [ -e "$folder/owner" ] && ! mine "$folder/owner"; then managers=
elif [ -s "$folder/manager" ]; then managers=$(cat "$folder/manager")
fi
if mine "$folder/owner" && [ -s "$folder/image" ]; then image=$(cat "$folder/image"); fi
if mine "$folder/owner" && [ -s "$folder/ports" ]; then
    served=
    [ ! -e "$folder/serving" ] || served=yes
    rm -f "$folder/serving"
    unpublish
    [ -n "$served" ] || drain
fi
for manager in $managers; do
    managed undefine "$name"
done
if mine "$folder/owner" && [ -s "$folder/taps" ]; then
    while read -r tap bridge; do
        come_together "$tap"
        remove_tap "$tap" "$tap_tag"
    done <"$folder/taps"
fi
${inTurn}
if mine "$folder/owner"; then
    rm -rf "$folder/new"
    find "$folder" -type f ! -name owner ! -name creation -exec rm -f {} +
    rm -f "$folder/owner"
fi
if [ ! -e "$folder/owner" ]; then
    [ -s "$folder/creation" ] && ! mine "$folder/creation" || rm -f "$folder/creation"
    rm -f "$folder/owner.new"
    rmdir "$folder/new" 2>/dev/null || :
fi
rmdir "$folder" 2>/dev/null || :
used=
for other in "$root"/instances/*/image; do
    [ "$(cat "$other" 2>/dev/null || :)" != "$image" ] || used=yes
done
[ -n "$used" ] || rm -f "$image"
rm -f "$image.\${folder##*/}"
rmdir "$root/instances" "$root/images" 2>/dev/null || :
rmdir_in_turn "$root"
tell_abandoned
say removed done
`;
