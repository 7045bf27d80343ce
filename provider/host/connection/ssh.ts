import { setTimeout as sleep } from "node:timers/promises";
import { orAborted } from "../../process/or-aborted";
import { UserError } from "../../protocol/errors";
import { sessionArgv } from "./arguments";
import type { Connection, RunOptions } from "./connection";
import { answerOf } from "./ending";
import { beginFailure, killedFailure, lossFailure } from "./failures";
import { feed, type Fed } from "./feed";
import type { Script } from "./script";
import { shareMaster, type ConnectOptions, type SharedMaster } from "./shared-master";
import { slots } from "./slots";
import { nameOf, type SshHost } from "./ssh-host";
import { withinTime } from "./within-time";

/** sshd allows ten, of which the connection itself takes one. */
const sessionsAtOnce = 8;

const defaultAttempts = 3;

/** A host that was lost may take a moment to come back. */
const pausesMs = [1_000, 2_000, 4_000];

/** Reaches a host over the system's `ssh`, by one connection for all scripts. Connects at the first. */
export function connectSsh(host: SshHost, options: ConnectOptions): Connection {
    const name = nameOf(host);
    const sessions = slots(sessionsAtOnce);
    const shared = shareMaster(host, options);
    return {
        name,
        run: (script, call) =>
            withinTime(name, call, (signal) =>
                sessions.use(signal, () => runThere({ host, shared }, script, { ...call, signal })),
            ),
    };
}

interface Way {
    readonly host: SshHost;
    readonly shared: SharedMaster;
}

/** Runs a script, and again when the connection is lost before it has ended. */
async function runThere(way: Way, script: Script, options: RunOptions): Promise<string> {
    const { signal, attempts = defaultAttempts } = options;
    for (let attempt = 1; ; attempt += 1) {
        const fed = await runOnce(way, script, options);
        if (!fed.isLost) return answerOf(nameOf(way.host), fed);
        if (attempt >= attempts) throw new UserError(lossFailure(nameOf(way.host), fed, attempts));
        await orAborted(signal, reconnect(way.shared, signal));
    }
}

async function runOnce({ host, shared }: Way, script: Script, options: RunOptions): Promise<Once> {
    const { signal } = options;
    const master = await orAborted(signal, shared.get());
    const fed = await feed(master.through(sessionArgv), script, options);
    const isLost = fed.exitCode === sshFailed && !(await orAborted(signal, master.isAlive()));
    if (isLost) shared.drop(master);
    else if (!fed.hasBegun) throw new UserError(beginFailure(host, fed));
    else if (fed.exitCode === sshFailed) throw new UserError(killedFailure(nameOf(host), fed));
    return { ...fed, isLost };
}

type Once = Fed & { readonly isLost: boolean };

/** No script's exit code: `render` sees to that. */
const sshFailed = 255;

async function reconnect(shared: SharedMaster, signal: AbortSignal): Promise<void> {
    for (const pauseMs of pausesMs) {
        const stands = await shared.get().then(
            () => true,
            () => false,
        );
        if (stands) return;
        await sleep(pauseMs, undefined, { signal });
    }
}
