/**
 * Sets `$manager` to one of `$managers`: to that which keeps the instance already, whatever the host has become since, or else to
 * the first that runs the host. The last needs nothing of it.
 */
export const choice = `
manager=
kept=$(cat "$folder/manager" 2>/dev/null || :)
for candidate in $managers; do
    [ "$kept" != "$candidate" ] || manager=$kept
done
for candidate in $managers; do
    [ -z "$manager" ] || break
    case $candidate in
    systemd) [ ! -d /run/systemd/system ] || manager=systemd ;;
    *) manager=$candidate ;;
    esac
done
say manager "$manager"
`;
