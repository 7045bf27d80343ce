/**
 * libvirt counts no restarts, and a guest is started again within its QEMU. That writes to the domain's log at each reset of a processor what
 * was in it, if it is asked to. Those of a start say nothing yet, or where it is to begin; and SeaBIOS, below the first MiB, resets once more
 * itself whenever it was reset.
 */
export const sayingResets = ["-d", "cpu_reset"] as const;

/** Prints how often it was since its last start. `$1` is the log, of which virtlogd keeps older parts. */
export const restarts = `
libvirt_restarts() {
    cat "$1.2" "$1.1" "$1.0" "$1" 2>/dev/null | awk '
        /: starting up libvirt version/ { count = 0 }
        said && /^[ER]IP=/ { if ($1 !~ /^EIP=000(00000|0fff0|[c-f]....)$/) count++ }
        { said = $0 == "CPU Reset (CPU 0)" || (said && !/^[ER]IP=/) }
        END { print count + 0 }'
}
`;
