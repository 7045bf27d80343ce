/**
 * What a service script does when it is called: the rest of it but for the supervisor's own script, which follows on `run`.
 * What could not be made ready has a status that no hypervisor takes for the last word.
 */
export const actions = `
each_tap() {
    while read -r tap bridge mac; do
        [ -z "$tap" ] || "$1"
    done <<END
$taps
END
}
prepare() {
    each_tap make_tap
    take_own
    ulimit -c 0
    ulimit -n 65536 2>/dev/null || :
}
write_policy() {
    printf '%s' "$policy" >"$folder/policy.new"
    mv -f "$folder/policy.new" "$folder/policy"
}
publish() { [ ! -e "$folder/serving" ] || sh "$folder/publish" "$folder"; }

umask 077
export LC_ALL=C
cd "$folder"
case \${1:-} in
start)
    PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    start_supervisor "$folder"
    publish
    exit 0
    ;;
stop)
    end_supervisor "$folder"
    exit 0
    ;;
restart | force-reload)
    sh "$0" stop
    exec sh "$0" start
    ;;
status)
    if guest_runs "$folder"; then echo running; exit 0; else echo stopped; exit 3; fi
    ;;
policy)
    write_policy
    exit 0
    ;;
guest)
    trap '[ "$?" -eq 0 ] || exit 70' EXIT
    prepare
    restricted
    ;;
run)
    be_the_only_one
    write_policy
    set +e
    set -- "$folder" "$(this_boot)" "$PATH" sh "$0" guest
    exec <<END
go
END
    ;;
*)
    echo "usage: $0 start|stop|restart|status" >&2
    exit 2
    ;;
esac
`;
