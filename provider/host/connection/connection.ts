import type { Script } from "./script";

/** A way to a host. */
export interface Connection {
    /** For messages: `deploy@kvm1.example.org`. */
    readonly name: string;
    /**
     * Runs a script there and answers with what it printed. Throws a UserError that says what failed on which host with
     * the tool's own words. For one that is yet to come the way there is opened meanwhile, where there is room.
     */
    run(script: Script | Promise<Script>, options: RunOptions): Promise<string>;
}

export interface RunOptions {
    /** When it aborts, so does the script, and with it what the script has started and not detached. */
    readonly signal: AbortSignal;
    /** Sent to the script's input once it has printed the line `send`, which is not in the answer. Otherwise it has none. */
    readonly upload?: { readonly path: string; readonly onBytes?: (sent: number) => void };
    /** Every line the script prints, as it comes; for following a log. */
    readonly onLine?: (line: string) => void;
    /** How often the script is run when the connection is lost, until it ends. Default: 3. Scripts are idempotent. */
    readonly attempts?: number;
    /** How long all of it may take. Default: as long as it likes. */
    readonly timeoutMs?: number;
}
