import type { Script } from "../../../connection";
import { common } from "../../scripts/common";
import { platform } from "../../scripts/platform";
import type { VolumeRoot } from "../place";
import { disk } from "./disk";
import { rights } from "./rights";
import { placeValues } from "./values";

/** A shell function that says everything of a volume: whose it is, what it was made of, and what is not as it was made. */
export const lookAt = `
look() {
    [ -e "$folder/owner" ] || return 0
    say volume "$(cat "$folder/owner")"
    say inputs "$(cat "$folder/inputs" 2>/dev/null || :)"
    say free "$(free)"
    if [ ! -e "$folder/ready" ]; then
        say altered unfinished
        return 0
    fi
    read -r made_kind made_format made_path <"$folder/shape"
    if [ ! -e "$made_path" ]; then
        say altered gone
        return 0
    fi
    say bytes "$(size "$made_kind" "$made_format" "$made_path")"
    [ "$made_kind" = file ] || return 0
    mode=$(mode_of "$made_path")
    [ "$mode" = 600 ] || say altered "mode $mode"
}
`;

export function lookScript(root: VolumeRoot, name: string): Script {
    return {
        body: [common, platform, rights(root), disk, lookAt, "look", "say looked done"].join("\n"),
        values: placeValues(root, name),
    };
}
