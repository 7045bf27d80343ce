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

/**
 * Shell that waits until `$bridge` is there: when the host boots, it may come later than the rest. No unit of systemd stands for it where
 * udev does not run, as in containers.
 */
export const awaitBridge =
    'tries=0; until [ -e "/sys/class/net/$bridge" ] || [ "$tries" -ge 600 ]; do sleep 0.1 2>/dev/null || sleep 1; tries=$((tries + 1)); done';
