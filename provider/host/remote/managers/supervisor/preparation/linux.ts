import { tapOnBridge } from "../../tap-on-bridge";

/**
 * Shell functions of a service script on Linux. `prepare` makes ready what a start needs, and `options` sets the words that begin
 * the command line: a user of its own, without any rights.
 */
export const linuxPreparation = `
make_tap() {
    standby=$folder/standby
    ${tapOnBridge}
}
groups_option() {
    groups=
    for device in $devices; do
        group=$(stat -c %g "$device")
        [ "$group" = 0 ] || groups=$groups,$group
    done
    if [ -n "$groups" ]; then echo "--groups=\${groups#,}"; else echo --clear-groups; fi
}
take() { [ "$#" -eq 0 ] || chown "$uid:$uid" -- "$@"; }
restricted() {
    ulimit -u 256 2>/dev/null || ulimit -p 256 2>/dev/null || :
    setpriv=$(command -v setpriv)
    groups=$(groups_option)
    unset LC_ALL
    become "$setpriv" "--reuid=$uid" "--regid=$uid" "$groups" \\
        --inh-caps=-all --ambient-caps=-all --bounding-set=-all --no-new-privs --
}
`;
