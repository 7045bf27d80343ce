import type { Probe } from "../../probe/schema";
import { scheduleOf } from "../../probe/schedule";
import { authorityOf } from "../../probe/target";

/** Where a probe of a port goes, from the host's point of view. */
export interface ProbePoint {
    readonly address: string;
    /** Absent for a ping. */
    readonly port?: number;
}

/**
 * The part of a script that waits until the instance `$name` is ready, and the values it needs. `$enter` begins a command that is to
 * see it where it stands apart.
 */
export function waiting(
    probe: Probe | undefined,
    point: ProbePoint | undefined,
): { readonly body: string; readonly values: Readonly<Record<string, string>> } {
    if (probe === undefined) return { body: settle, values: {} };
    const { deadlineMs, intervalMs, timeoutMs } = scheduleOf(probe);
    return {
        body: [attemptOf(probe), loop].join("\n"),
        values: {
            deadline: seconds(deadlineMs),
            interval: String(intervalMs / 1000),
            patience: seconds(timeoutMs),
            probe_address: point?.address ?? "",
            probe_port: String(point?.port ?? ""),
            asked: authorityOf({ address: point?.address ?? "", port: point?.port ?? 0 }),
            probe_tool: probe.icmp ? "ping" : "",
            path: probe.http?.path ?? "/",
            status: String(probe.http?.status ?? ""),
            expected: probe.http?.body ?? "",
            pattern: probe.console ?? "",
            // What it says last may reach its console after its end.
            last_words: probe.console === undefined ? "0" : "5",
        },
    };
}

const seconds = (milliseconds: number): string => String(Math.max(1, Math.ceil(milliseconds / 1000)));

/** Without a probe, still to run after a moment is to be ready. */
const settle = `
problem=
sleep 0.3 2>/dev/null || sleep 1
`;

function attemptOf({ tcp, http, icmp }: Probe): string {
    if (icmp) return icmpAttempt;
    if (http) return httpAttempt;
    return tcp ? tcpAttempt : consoleAttempt;
}

/** A connection of bash's where there is no netcat: every host has one of the two. */
const exchange = `
exchange() {
    if command -v bash >/dev/null; then
        \${enter:-} timeout "$patience" bash -c 'exec 3<>"/dev/tcp/$0/$1" || exit 1; cat >&3; cat <&3' "$probe_address" "$probe_port" 2>/dev/null
    else
        \${enter:-} nc -w "$patience" "$probe_address" "$probe_port" 2>/dev/null
    fi
}
`;

const tcpAttempt = `
attempt() {
    if command -v bash >/dev/null; then
        \${enter:-} timeout "$patience" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$probe_address" "$probe_port" 2>/dev/null
    else
        \${enter:-} nc -z -w "$patience" "$probe_address" "$probe_port" 2>/dev/null
    fi || { problem="$asked did not accept a connection"; return 1; }
}
`;

/** The options of the programs differ, but for this one. For IPv6 some have a program of its own. */
const icmpAttempt = `
attempt() {
    ping=ping
    case $probe_address in *:*) ! command -v ping6 >/dev/null || ping=ping6 ;; esac
    \${enter:-} timeout "$patience" "$ping" -c 1 "$probe_address" >/dev/null 2>&1 ||
        { problem="$probe_address did not answer a ping"; return 1; }
}
`;

const httpAttempt = `${exchange}
attempt() {
    answer=$(printf 'GET %s HTTP/1.0\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' "$path" "$asked" |
        exchange | at_most_64k | tr -d '\\000') || :
    got=$(printf '%s\\n' "$answer" | sed -n '1s,^HTTP/[0-9.]* \\([0-9][0-9][0-9]\\).*,\\1,p')
    url="http://$asked$path"
    [ -n "$got" ] || { problem="$url did not answer"; return 1; }
    if [ -n "$status" ]; then [ "$got" = "$status" ]; else [ "$got" -ge 200 ] && [ "$got" -lt 400 ]; fi ||
        { problem="$url answered with status $got"; return 1; }
    case $answer in
    *"$expected"*) ;;
    *) problem="the answer of $url does not contain \\"$expected\\""; return 1 ;;
    esac
}
`;

/** Whether the host's grep knows the patterns of console probes. */
export const grepHasPatterns = "printf 'a\\n' | grep -q -P -e a 2>/dev/null";

/** Lines of earlier starts do not count. Where there is no grep of GNU's, perl knows the same patterns. */
const consoleAttempt = `
if ${grepHasPatterns}; then matches() { grep -q -P -e "$pattern"; }
else matches() { pattern=$pattern perl -n -e 'BEGIN { $missing = 1 } $missing = 0 if /$ENV{pattern}/; END { $? = $missing }'; }
fi
attempt() {
    managed output "$name" | matches ||
        { problem="no line of the console matches $pattern"; return 1; }
}
`;

/** The first attempts follow each other fast: a unikernel is up in a tenth of a second, or takes its time. */
const loop = `
problem=
limit=$(($(date +%s) + deadline))
pause=0.1
tries=0
until attempt; do
    if [ "$(managed activity "$name")" = ended ]; then
        [ "$last_words" -gt 0 ] || break
        last_words=$((last_words - 1))
    fi
    if [ "$(date +%s)" -ge "$limit" ]; then say problem "$problem"; break; fi
    tries=$((tries + 1))
    [ "$tries" -lt 10 ] || pause=$interval
    sleep "$pause" 2>/dev/null || sleep 1
    problem=
done
if [ -z "$problem" ]; then
    say answered yes
    write "$folder/passed" "$(now_seconds) $(managed started "$name")"
fi
`;
