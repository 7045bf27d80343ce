/**
 * The same on FreeBSD and OpenBSD. The tender is started as root, as it asks for there, and puts itself into a sandbox (capsicum) or
 * gives its rights up (pledge, the user _vmd). \`tapN\` is what its TAP device is called there, of whose file in /dev it is in need.
 */
const preparation = `
description_of() { ifconfig "$1" 2>/dev/null | sed -n 's/^[[:space:]]*description: //p'; }
is_member() { ifconfig "$bridge" | grep -q -E "^[[:space:]]*(member: )?$tap flags="; }
# When the host boots, what makes the bridge may have its turn later.
await_bridge() {
    until_when=$(($(date +%s) + 30))
    until ifconfig "$bridge" >/dev/null 2>&1 || [ "$(date +%s)" -ge "$until_when" ]; do
        sleep 0.1 2>/dev/null || sleep 1
    done
}
make_tap() {
    await_bridge
    if ! ifconfig "$tap" >/dev/null 2>&1; then
        make_device
        ifconfig "$tap" create
        ifconfig "$tap" description "$tag"
    fi
    case $(description_of "$tap") in
    "$tag") ;;
    "") ifconfig "$tap" description "$tag" ;;
    *) echo "the TAP device $tap is another's" >&2; return 1 ;;
    esac
    is_member || ifconfig "$bridge" "$add_member" "$tap"
    ifconfig "$tap" up
}
take() { :; }
restricted() {
    let_go "$(sed -n 's/^pid=//p' exit 2>/dev/null || :)"
    unset LC_ALL
    become
}
`;

export const freebsdPreparation = `
add_member=addm
make_device() { :; }
${preparation.trim()}
`;

export const openbsdPreparation = `
add_member=add
make_device() { [ -e "/dev/$tap" ] || (cd /dev && sh MAKEDEV "$tap"); }
${preparation.trim()}
`;
