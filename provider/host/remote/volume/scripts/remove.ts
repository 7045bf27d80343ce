import type { Script } from "../../../connection";
import { common, ownership } from "../../scripts/common";
import { ownerMark } from "../../owner";
import type { VolumeRoot } from "../place";
import { disk, discard } from "./disk";
import { rights } from "./rights";
import { users } from "./users";
import { placeValues } from "./values";

export interface RemoveRequest {
    readonly name: string;
    readonly unit: string;
    readonly path: string;
    /** One that was made whole may hold what somebody has written, and stays. */
    readonly onlyUnfinished?: boolean;
}

/** Removes what was made for a volume, and nothing else. That nothing of it is left is fine. */
export function removeScript(root: VolumeRoot, request: RemoveRequest): Script {
    const { name, unit, path, onlyUnfinished = false } = request;
    return {
        body: [common, rights(root), ownership, disk, discard, users, remove].join("\n"),
        values: {
            ...placeValues(root, name),
            ...{ mark: ownerMark({ unit }), quoted_path: JSON.stringify(path) },
            only_unfinished: onlyUnfinished ? "yes" : "",
        },
    };
}

const remove = `
if mine "$folder/owner" && { [ -z "$only_unfinished" ] || [ ! -e "$folder/ready" ]; }; then
    using=$(users)
    [ -z "$using" ] || refuse used $using
    discard
fi
rmdir "$folder" 2>/dev/null || :
rmdir "$root/volumes" 2>/dev/null || :
[ -z "$shared" ] || rmdir "$root" 2>/dev/null || :
say removed done
`;
