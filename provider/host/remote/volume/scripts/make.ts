import type { Script } from "../../../connection";
import { tapTag } from "../../../network/taps";
import { common, ownership, writeFile } from "../../scripts/common";
import { platform } from "../../scripts/platform";
import { ownerLine, ownerMark } from "../../owner";
import type { VolumeRoot } from "../place";
import type { VolumePlan } from "../plan";
import { disk, discard } from "./disk";
import { fill } from "./fill";
import { lookAt } from "./look";
import { rights } from "./rights";
import { users } from "./users";
import { placeValues } from "./values";

/** What a file of ours holds. */
export interface Content {
    readonly sha256: string;
    readonly length: number;
}

/**
 * Makes a volume what it is to be, and says how it is. What it holds is never written over. `inputs` is for an import: one
 * line. Refuses in a word when it needs the content.
 */
export function makeScript(root: VolumeRoot, plan: VolumePlan, inputs: string, content?: Content): Script {
    const { name, kind, format, path, group, bytes = 0 } = plan;
    return {
        body: [
            ...[
                common,
                platform,
                "umask 077",
                rights(root),
                ownership,
                writeFile,
                disk,
                discard,
                lookAt,
                users,
            ],
            ...[tools, claim, fill, makers[kind], ready],
        ].join("\n"),
        values: {
            ...placeValues(root, name),
            ...{ owner: ownerLine(plan), mark: ownerMark(plan), tag: tapTag(plan.unit), inputs },
            ...{ kind, format, path, group, bytes: String(bytes), shape: `${kind} ${format} ${path}` },
            ...{ quoted_path: JSON.stringify(path), has_source: plan.hasSource ? "yes" : "" },
            ...{ sha256: content?.sha256 ?? "", length: String(content?.length ?? 0) },
        },
    };
}

const tools = `
need() { command -v "$1" >/dev/null || refuse tool "$1"; }
case $kind-$format in
file-raw) ;;
*) on_linux "$kind-$format" ;;
esac
case $kind-$format in
file-qcow2) need qemu-img ;;
lvm-*)
    [ "$(id -u)" -eq 0 ] || refuse rights
    need lvcreate
    vgs "$group" >/dev/null 2>&1 || refuse group "$group"
    ;;
device-*)
    [ -e "$path" ] || refuse absent "$path"
    [ -b "$path" ] || refuse other "$path"
    ;;
esac
`;

/**
 * What has its name but another's mark is left alone. What an earlier creation of the same resource has made is gone on
 * with: whole, it may hold what a unikernel has written, and is this one's from now on, so that a removal of
 * the earlier one, should the engine know it after all, does not take it away; unfinished, it holds nothing. The owner is written first: what
 * follows can be removed by whoever finds it.
 */
const claim = `
earlier=
attempt mkdir -p "$folder"
[ "$(free)" -ge 32 ] || refuse space "$(free)"
[ -z "$shared" ] || chmod 0711 "$root" "$root/volumes" "$folder"
take_turn "$root/volumes"
if [ ! -e "$folder/owner" ]; then
    [ ! -e "$folder/data" ] || refuse foreign "$folder/data"
elif ! mine "$folder/owner"; then
    owned=$(cat "$folder/owner")
    [ "\${owned#* * * }" = "\${owner#* * * }" ] || refuse taken "$owned"
    if [ -e "$folder/ready" ]; then
        [ "$(cat "$folder/shape")" = "$shape" ] || refuse shape "$(cat "$folder/shape")"
        earlier=pulumi-unikernel:$(cut -d' ' -f3 "$folder/owner")
        if [ "$kind" = lvm ] && tagged "$path" "$earlier"; then attempt lvchange --addtag "$tag" "\${path#/dev/}"
        else earlier=
        fi
        say kept yes
    else
        discard
    fi
fi
if [ "$kind" = device ]; then
    for other in "$root"/volumes/*/shape; do
        [ -e "$other" ] && [ "$other" != "$folder/shape" ] || continue
        read -r _ _ other_path <"$other"
        [ "$(readlink -f "$other_path")" != "$(readlink -f "$path")" ] || refuse claimed "$(cat "\${other%/*}/owner")"
    done
fi
write "$folder/owner" "$owner"
write "$folder/shape" "$shape
"
write "$folder/inputs" "$inputs"
[ -z "$earlier" ] || attempt lvchange --deltag "$earlier" "\${path#/dev/}"
end_turn "$root/volumes"
`;

const file = `
if [ ! -e "$path" ]; then
    rm -f "$folder/ready"
    new=$path.new
    rm -f "$new"
    if [ -n "$has_source" ] && [ "$format" = raw ]; then
        receive "$new"
    elif [ -n "$has_source" ]; then
        receive "$folder/content"
        attempt qemu-img convert -q -f raw -O qcow2 "$folder/content" "$new"
        rm -f "$folder/content"
    elif [ "$format" = raw ]; then
        : >"$new"
    else
        attempt qemu-img create -q -f qcow2 "$new" "$bytes"
    fi
    mv -f "$new" "$path"
fi
if [ "$(size file "$format" "$path")" -lt "$bytes" ]; then
    if [ "$format" = raw ]; then grow "$path" "$bytes"
    else attempt qemu-img resize -q -f qcow2 "$path" "$bytes"
    fi
fi
chmod 0600 "$path"
`;

const lvm = `
lv=\${path#/dev/}
if lvs "$lv" >/dev/null 2>&1; then
    tagged "$path" "$tag" || refuse foreign "$path"
else
    rm -f "$folder/ready"
    require_content
    attempt lvcreate --yes --quiet --wipesignatures y --size "\${bytes}b" --addtag "$tag" --name "\${lv#*/}" "$group"
fi
[ -e "$path" ] || attempt lvchange --activate y "$lv"
[ -e "$folder/ready" ] || [ -z "$has_source" ] || receive "$path"
if [ "$(size lvm raw "$path")" -lt "$bytes" ]; then attempt lvextend --quiet --size "\${bytes}b" "$lv"; fi
`;

/** It is written to once, and not while the system uses it. */
const device = `
if [ ! -e "$folder/ready" ]; then
    for number in "$(block "$path")"/dev "$(block "$path")"/*/dev; do
        [ -e "$number" ] || continue
        mounted=$(awk -v number="$(cat "$number")" '$3 == number { print $5; exit }' /proc/self/mountinfo)
        [ -z "$mounted" ] || refuse mounted "$mounted"
    done
    [ -z "$(ls "$(block "$path")/holders")" ] || refuse held $(ls "$(block "$path")/holders")
    [ -z "$has_source" ] || receive "$path"
fi
`;

const makers: Readonly<Record<VolumePlan["kind"], string>> = { file, lvm, device };

const ready = `
write "$folder/ready" yes
look
`;
