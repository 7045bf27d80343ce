import { hostRoot } from "../../place";

/** Says of the network devices that libvirt has made whose they are. `$1` is the folder of the instance. */
export const tagging = `while read -r tap _; do
        ip link set dev "$tap" alias "pulumi-unikernel:$(cut -d' ' -f3 "$1/owner")" 2>/dev/null || :
    done <"$1/taps"`;

/** For a start that is not ours, such as the host's. One whose turn has not come, or has passed, does not serve. */
export const hook = `#!/bin/sh
# Written by Pulumi. libvirt calls it for each domain; what it does is for those that Pulumi has made.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
folder=${hostRoot}/instances/\${1#unikernel-}
[ "$2" = started ] && [ "$1" != "\${1#unikernel-}" ] && [ "$(cat "$folder/manager" 2>/dev/null)" = libvirt ] || exit 0
tag() {
    ${tagging}
}
tag "$folder"
[ ! -e "$folder/serving" ] || sh "$folder/publish" "$folder" >/dev/null 2>&1 </dev/null || :
`;
