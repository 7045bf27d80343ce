/**
 * Shell functions about the supervisor whose folder is `$1`, whatever it runs on. Beside them stand those of its operating system:
 * - `is_supervised`: whether it is there. Sets `$leader` to its number, which is its process group's as well.
 * - `is_held`: whether anything is left of it and all that it has started. `$leader` is set if it can be.
 * - `guest_runs`, `guest_started`: of the hypervisor; when that was started, in microseconds.
 * - `detach`: runs it in a process group of its own.
 * - `let_go`: what is to be done when a hypervisor was killed.
 */
export const supervision = `
guest_says() { sed -n "s/^$2=//p" "$1/guest" 2>/dev/null; }
let_end() {
    until_when=$(($(date +%s) + $2))
    while is_held "$1" && [ "$(date +%s)" -lt "$until_when" ]; do sleep 0.1 2>/dev/null || sleep 1; done
}
end_supervisor() {
    if is_supervised "$1"; then
        grace=$(sed -n 's/^grace=\\([0-9]*\\).*/\\1/p' "$1/policy" 2>/dev/null || :)
        kill -s TERM "$leader" 2>/dev/null || :
        let_end "$1" $((\${grace:-10} + 5))
    fi
    if is_held "$1" && [ -n "$leader" ]; then
        kill -s KILL -- "-$leader" 2>/dev/null || :
        let_end "$1" 10
    fi
    let_go "$(guest_says "$1" pid)"
}
start_supervisor() {
    ! is_supervised "$1" || return 0
    end_supervisor "$1"
    rm -f "$1/supervisor" "$1/guest" "$1/exit"
    said=$(detach "$1/service" 2>&1 </dev/null 5>&- 6>&- 7>&- 8>&- 9>&- &)
    tries=0
    until [ -e "$1/guest" ] || [ "$tries" -ge 50 ]; do
        tries=$((tries + 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
}
`;
