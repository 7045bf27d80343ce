/**
 * The supervisor of one instance: a small POSIX shell script that outlives the plugin, so that nothing has to be
 * installed or kept running for it. It leads a session and process group of its own, which all it starts belongs to.
 *
 * Its life: it waits for "go" on its standard input, which is sent once it has been recorded who it is, so that there
 * never is a supervisor nobody knows of. It starts the hypervisor with the console file as its output, notes the process
 * in `guest`, says "started", and waits. When the hypervisor ends it notes how in `exit`, and starts it again or not,
 * as `policy` says at that moment. On SIGTERM it passes that on to the group, and kills when the grace time is over.
 * Its last act is to kill what is left of its group, itself included.
 *
 * The hypervisor appends to the console file itself, so that it never waits for a reader; a file that has grown too
 * large is copied and truncated. The environment is the unikernel's: the script's own variables begin with an
 * underscore to stay apart from it, and its search path is an argument.
 */
export const supervisorScript = `#!/bin/sh
# Arguments: the instance's folder, the boot ID, the search path, then the hypervisor's command line.
set -u
umask 077
cd "$1" || exit 1
_boot=$2 _guest_path=$PATH
PATH=$3
shift 3

read -r _order || exit 0
[ "$_order" = go ] || exit 1
exec </dev/null 2>>supervisor.log

read_policy() {
    while IFS='=' read -r _key _value; do
        case $_key in
        restart) _restart=$_value ;;
        limit) _limit=$_value ;;
        steady) _steady=$_value ;;
        grace) _grace=$_value ;;
        bytes) _bytes=$_value ;;
        success) _success=$_value ;;
        permanent) _permanent=$_value ;;
        esac
    done <policy
}

# Where only ps can tell, whoever reads the file makes sense of what it said.
identity() {
    if read -r _line 2>/dev/null <"/proc/$1/stat"; then
        printf 'pid=%s\\n' "$1"
        set -- \${_line##*) }
        shift 19
        printf 'startTime=%s-%s\\n' "$_boot" "$1"
    else
        printf 'pid=%s\\nps=%s\\n' "$1" "$(LC_ALL=C TZ=UTC ps -o stat=,lstart= -p "$1")"
    fi
}

launch() {
    _offset=0
    [ ! -s console.log ] || _offset=$(wc -c <console.log)
    _started=$(date +%s)
    PATH=$_guest_path "$@" >>console.log 2>&1 &
    _guest=$!
    [ -z "$_stopping" ] || kill -s KILL "$_guest"
    {
        identity "$_guest"
        printf 'offset=%s\\nrestarts=%s\\n' "$_offset" "$_restarts"
    } >guest.new
    mv guest.new guest
}

# A trapped signal ends "wait" early, with a status that says nothing of the hypervisor.
await() {
    _status=127
    while :; do
        _interrupted=
        wait "$_guest"
        _code=$?
        [ "$_code" = 127 ] || _status=$_code
        [ -n "$_interrupted" ] || break
    done
}

judge() {
    _verdict=
    while IFS='=' read -r _key _value; do
        [ "$_key \${_value%% *}" = "verdict $_status" ] || continue
        _verdict=$(tail -n 8 console.log | tr -d '\\r' | sed -n "\${_value#* }" | tail -n 1)
        [ -z "$_verdict" ] || return
    done <policy
}

wants_restart() {
    [ -z "$_stopping" ] || return 1
    case $_restart in
    always) ;;
    on-failure)
        case " $_success $_permanent " in *" \${_verdict:-$_status} "*) return 1 ;; esac
        ;;
    *) return 1 ;;
    esac
    [ $(($(date +%s) - _started)) -lt "$_steady" ] || _restarts=0 _delay=1
    [ "$_restarts" -lt "$_limit" ]
}

record() {
    printf 'pid=%s\\nstatus=%s\\nverdict=%s\\nrestarts=%s\\nnext=%s\\n' \\
        "$_guest" "$_status" "$_verdict" "$1" "$_next" >exit.new
    mv exit.new exit
}

stop() {
    trap '' TERM INT HUP
    _stopping=1 _interrupted=1
    read_policy
    kill -s TERM -- "-$$"
    (
        sleep "$_grace"
        kill -s KILL "$_guest"
    ) &
}

keep_console_small() {
    _pause=1
    while sleep "$_pause" && kill -s 0 "$$" 2>/dev/null; do
        _pause=$((_pause < 32 ? _pause * 2 : _pause))
        [ "$(wc -c <console.log)" -gt "$_bytes" ] || continue
        cp console.log console.log.new && mv console.log.new console.log.1 && : >console.log
        _pause=1
    done
}

_stopping= _interrupted= _guest= _restarts=0 _delay=1
_restart=no _limit=0 _steady=60 _grace=10 _bytes=4194304 _success=0 _permanent=
read_policy
trap stop TERM INT HUP

launch "$@"
(echo started)
exec >/dev/null
keep_console_small &

while :; do
    await
    _runs=$_restarts
    judge
    read_policy
    if wants_restart; then _next=restart; else _next=end; fi
    record "$_runs"
    [ "$_next" = restart ] || break
    sleep "$_delay" &
    wait $!
    [ -z "$_stopping" ] || break
    _restarts=$((_restarts + 1))
    _delay=$((_delay < 32 ? _delay * 2 : _delay))
    launch "$@"
done
trap '' TERM
kill -s KILL -- "-$$"
`;
