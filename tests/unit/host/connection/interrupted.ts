import type { Script } from "../../../../provider/host/connection";

/** Where a script is tried out. */
export interface World<State> {
    /** Makes everything as it is before the script has ever run. */
    readonly reset: () => Promise<void>;
    /** Runs a script there, which needs bash and Linux. Fails when the script does, or is killed. */
    readonly run: (script: Script) => Promise<unknown>;
    /** What the script has made. */
    readonly state: () => Promise<State>;
}

export interface Interruption<State> {
    /** What was said of it, with the command before which the script was killed. */
    readonly message: string;
    /** After it was then run again, undisturbed. */
    readonly state: State;
}

/**
 * Kills a script before each of its commands, or every so many, as the end of a host or of a connection may, runs it again, and answers with
 * what came of each time; and with what comes of it undisturbed.
 */
export async function interruptions<State>(
    script: Script,
    world: World<State>,
    { every = 1, only = "" } = {},
): Promise<{ readonly undisturbed: State; readonly interrupted: readonly Interruption<State>[] }> {
    await world.reset();
    await world.run(script);
    const undisturbed = await world.state();
    const interrupted: Interruption<State>[] = [];
    for (let nth = 1; ; nth += every) {
        await world.reset();
        const error = await world.run(killedBefore(nth, script, { only })).then(() => undefined, asError);
        if (error === undefined) return { undisturbed, interrupted };
        if (!error.message.includes(announcement)) throw error;
        await world.run(script);
        interrupted.push({ message: error.message, state: await world.state() });
    }
}

const asError = (reason: unknown): Error =>
    reason instanceof Error ? reason : new Error("no error", { cause: reason });

const announcement = "killed before: ";

/**
 * What begins or contains a command that may change something, as a pattern of `grep -E`. Between two of them everything stays as it
 * is: to be killed anywhere is to be killed before the next of these.
 */
export const changing = [
    "^(\\$enter |timeout [^ ]+ )?(",
    [
        "albatross-client (create|destroy)",
        "chkconfig|chmod|chown|conntrack|cp|dd|find|kill|ln|lv[a-z]+|mkdir|mkfifo|mv|qemu-img|rm|rmdir|truncate|umount|unshare",
        "ip (-batch|tuntap|(-6 )?(address|link) (add|delete|replace|set))",
        "libvirt_virsh (autostart|define|destroy|resume|set-lifecycle-action|shutdown|start|undefine)",
        'nft (-f|add|delete|"\\$old)',
        "rc-service|rc-update|setsid|update-rc.d",
        "systemctl (daemon-reload|disable|enable|reload|reset-failed|restart|start|stop)",
        "xl (create|destroy|shutdown|unpause)",
    ].join("|"),
    ')( |$)|^detach |^"\\$@"|> [^/&]',
].join("");

/**
 * A script that is killed, with all that it has started, before the nth of its commands, counted from the first on that contains `from`,
 * and, where that is given, only those that match a pattern. It ends by itself if it has fewer.
 */
export function killedBefore(nth: number, { body, values }: Script, { from = "", only = "" } = {}): Script {
    const trapped = ["set -eu", counting(nth), body].join("\n");
    return {
        body: `${exported(values)}\nexec bash -c "$trapped_script"`,
        values: { ...values, trapped_script: trapped, count_from: from, count_only: only },
    };
}

/**
 * The count is the position in a file that all subshells have open, by a number that no script of ours uses, and nobody else can see. So has
 * what is said: a command's own errors may go elsewhere. The group is that of the command that sshd, or the local connection, has started.
 * What a script runs by `sh` is counted with it; what it starts without that file, to go on by itself, is not.
 */
const counting = (nth: number): string => `
count_file=$(mktemp)
exec 7<>"$count_file" 5>&2
rm "$count_file"
count_step() {
    read -r _ steps 2>/dev/null </proc/self/fdinfo/7 || return 0
    case $steps-$1 in
    0-*"$count_from"*) ;;
    0-*) return 0 ;;
    *) [[ $1 =~ $count_only ]] || return 0 ;;
    esac
    printf . >&7
    steps=$((steps + 1))
    [ "$steps" -lt ${nth} ] || { echo "${announcement}\${1%%$'\\n'*}" >&5; kill -s KILL 0; }
}
count_begin='set -o functrace; trap '"'"'count_step "$BASH_COMMAND"'"'"' DEBUG;'
sh() {
    case $1 in
    -c) shift; command bash -c "$count_begin $1" "\${@:2}" ;;
    *) command bash -c "$count_begin"' . "$0"' "$@" ;;
    esac
}
export -f count_step sh
export count_begin
eval "$count_begin"`;

/** The command before which a run was killed, if it was. How else it fails is its own, and goes on. */
export async function killedAt(run: Promise<unknown>): Promise<string | undefined> {
    try {
        await run;
        return undefined;
    } catch (error) {
        const [, command] = new RegExp(`${announcement}(.*)`).exec(String(error)) ?? [];
        if (command === undefined) throw error;
        return command;
    }
}

const exported = (values: Script["values"] = {}): string =>
    ["export", "trapped_script", "count_from", "count_only", ...Object.keys(values)].join(" ");
