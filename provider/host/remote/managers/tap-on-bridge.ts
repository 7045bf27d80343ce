const look = [
    "link=/sys/class/net/$tap",
    'alias=$(cat "$link/ifalias" 2>/dev/null) || :',
    "half=",
    'if [ -z "$alias" ] && [ "$(cat "$link/owner" 2>/dev/null)" = "$uid" ]; then half=yes; fi',
];

/**
 * Shell that makes the TAP device `$tap` of the user `$uid`, with `$tag` and `$mac`, and puts it on `$bridge`; on one apart, if the file
 * `$standby` is there. It is made and marked by one call, whose end in between leaves one that has its user and no mark yet.
 * When the host boots, the bridge may come later than the rest. No unit of systemd stands for it where udev does not run, as in containers.
 */
export const tapOnBridge = [
    ...look,
    'if [ -n "$half" ]; then ip link delete dev "$tap"; fi',
    `if [ "$alias" != "$tag" ]; then printf '%s\\n' "tuntap add dev $tap mode tap user $uid" "link set dev $tap alias $tag" | ip -batch -; fi`,
    'tries=0; until [ -e "/sys/class/net/$bridge" ] || [ "$tries" -ge 600 ]; do sleep 0.1 2>/dev/null || sleep 1; tries=$((tries + 1)); done',
    'if [ -e "$standby" ]; then bridge=ub${tap#uk}; fi',
    'ip link set dev "$tap" address "$mac" master "$bridge" up',
].join("; ");

/** Shell that removes it, and nobody else's of that name. */
export const withoutTap = [
    ...look,
    'if [ -n "$half" ] || [ "$alias" = "$tag" ]; then ip link delete dev "$tap"; fi',
].join("; ");
