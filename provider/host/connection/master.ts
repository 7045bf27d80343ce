import { orAborted } from "../../process/or-aborted";
import { run } from "../../process/run";
import { checkArgv, masterArgv, readyLine, type Files } from "./arguments";
import { connectFailure } from "./failures/connecting";
import { Unreachable } from "./failures/unreachable";
import type { Shell } from "./feed";
import { sshIn } from "./ssh-command";
import type { SshHost } from "./ssh-host";

/** A connection that stands, or did a moment ago. */
export interface Master {
    /** Runs an ssh through it. */
    readonly through: (argv: (host: SshHost, files: Files) => Shell["argv"]) => Shell;
    /** Resolves when it is gone, with what it has said. */
    readonly ended: Promise<string>;
    isAlive(): Promise<boolean>;
    end(): void;
}

export interface MasterPlace {
    readonly folder: string;
    readonly files: Files;
    readonly lifetime?: AbortSignal;
}

/** Connects to a host. Fails with a UserError. */
export async function connect(host: SshHost, { folder, files, lifetime }: MasterPlace): Promise<Master> {
    const ending = new AbortController();
    const signal = lifetime ? AbortSignal.any([lifetime, ending.signal]) : ending.signal;
    const through: Master["through"] = (argv) => sshIn(folder, argv(host, files));
    let isReady: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => (isReady = resolve));
    const running = run({
        ...through(masterArgv),
        signal,
        // It is never written to, and ends with this process.
        input: () => undefined,
        onLine(line) {
            if (line === readyLine) isReady();
        },
    });
    // An account that may not log in says so on stdout.
    const failed = running.then(({ exitCode, tail }) => {
        throw new Unreachable(connectFailure(host, { exitCode, words: tail.join("\n") }));
    });
    await Promise.race([ready, failed]);
    return {
        through,
        ended: running.then(
            ({ stderr }) => stderr,
            () => "",
        ),
        async isAlive() {
            const { exitCode } = await orAborted(signal, run(through(checkArgv)));
            return exitCode === 0;
        },
        end() {
            ending.abort(new Error("the connection is not needed any more"));
        },
    };
}
