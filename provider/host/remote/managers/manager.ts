import type { Service } from "./service";

/** What keeps instances running on a host: starts them when it boots and again when they end, and has their consoles. */
export interface ServiceManager {
    /** Kept beside each instance on its host. Its shell functions begin with it. */
    readonly name: string;
    /** What the text is called: `unit file`. */
    readonly definition: string;
    /** Whether its TAP devices have names of its own, and are not looked at by ours. */
    readonly namesDevices?: boolean;
    /** Pure. All that it is told of an instance, as one text. The first line is the owner's. */
    text(service: Service): string;
    /** Pure. What it says of an instance, from the lines of its `NAME_show`. */
    state(lines: readonly string[]): ServiceState;
    /** What shows an instance's console to someone who is on the host. */
    consoleCommand(instance: string): string;
    /**
     * What it does on the host, by POSIX shell functions. They see `$mark` and what `scripts/common.ts` has; but for the first,
     * `$1` is the instance's name. Each does no harm when run again.
     * - `NAME_available` refuses when the host has no such manager
     * - `NAME_foreign` prints what has the instance's name there and not its mark; nothing when there is no such thing
     * - `NAME_define` makes the text in the file `$2` what is run, from the next start on and when the host boots
     * - `NAME_start` starts it, and forgets how it failed before; its failure is for `NAME_show` to tell
     * - `NAME_stop` ends it, and comes back when it has ended
     * - `NAME_activity` prints `running`, `changing` or `ended`
     * - `NAME_show` prints what `state` reads
     * - `NAME_text` prints the text as it is now; nothing when there is none
     * - `NAME_console` prints the last `$2` lines of its console
     * - `NAME_output` prints what it has written since its last start
     * - `NAME_started` prints when it was last started, in microseconds after the boot
     * - `NAME_undefine` ends it and forgets it, if it has its mark
     */
    readonly shell: string;
}

/** An instance's state, as its manager tells it. */
export interface ServiceState {
    readonly activity: "running" | "changing" | "ended";
    readonly restarts: number;
    /** Absent: it has not ended, or was never started. */
    readonly exit?: {
        /** For an end by a signal 128 and its number, as a shell has it. */
        readonly status: number;
        readonly bySignal: boolean;
    };
    /** What the manager has not as it was made: that it does not know it, or would not start it at boot. */
    readonly faults: readonly string[];
}
