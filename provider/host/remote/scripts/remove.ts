import type { Script } from "../../connection";
import { hostRoot, type Place } from "../place";
import { asRoot, common, inTurn, ownership } from "./common";

/** Ends an instance and removes what was made for it, and nothing else. That nothing of it is left is fine. */
export function removeScript({ place, mark }: { readonly place: Place; readonly mark: string }): Script {
    return {
        body: [common, asRoot, ownership, inTurn, remove].join("\n"),
        values: {
            ...{ root: hostRoot, folder: place.folder, service: place.service, unit_file: place.unitFile },
            mark,
        },
    };
}

/** Its records go last, so that a removal that was cut short can be gone on with. An image goes with its last user. */
const remove = `
if mine "$unit_file"; then
    systemctl disable --quiet --now "$service" 2>/dev/null || :
    rm -f "$unit_file"
    systemctl daemon-reload
    systemctl reset-failed "$service" 2>/dev/null || :
fi
if mine "$folder/owner"; then
    image=$(cat "$folder/image" 2>/dev/null || :)
    rm -rf "$folder"
    used=
    for other in "$root"/instances/*/image; do
        [ "$(cat "$other" 2>/dev/null || :)" != "$image" ] || used=yes
    done
    [ -z "$image" ] || [ -n "$used" ] || rm -f "$image"
fi
rmdir "$root/instances" "$root/images" "$root" 2>/dev/null || :
say removed done
`;
