/**
 * Shell that makes the TAP device `$tap` of the user `$uid`, with `$tag`. It is made in a network of its own, which goes with what makes
 * it, and comes to the host's with its mark: whatever is killed leaves none there that nobody knows for an instance's own.
 */
export const makeMarkedTap = [
    `unshare -n sh -c '`,
    'ip tuntap add dev "$1" mode tap user "$2" && ',
    'ip link set dev "$1" alias "$3" && ',
    'ip link set dev "$1" netns "$4"',
    `' sh "$tap" "$uid" "$tag" "$$"`,
].join("");
