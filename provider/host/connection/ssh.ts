import { setTimeout as sleep } from "node:timers/promises";
import { orAborted } from "../../process/or-aborted";
import { UserError } from "../../protocol/errors";
import type { Connection, RunOptions } from "./connection";
import { answerOf } from "./ending";
import { beginFailure, lossFailure } from "./failures/running";
import { Unreachable } from "./failures/unreachable";
import { runOnce, type Way } from "./once";
import type { Script } from "./script";
import { shareMaster, type ConnectOptions, type SharedMaster } from "./shared-master";
import { slots } from "./slots";
import { nameOf, type SshHost } from "./ssh-host";
import { withinTime } from "./within-time";

/** sshd allows ten unless it is told otherwise, of which the connection itself takes one. */
const sessionsAtOnce = 8;

const defaultAttempts = 3;

/** A host that was lost while a script ran may take a moment to come back. */
const reconnectPausesMs = [1_000, 2_000, 4_000];

/** sshd may take a moment to see that a session has ended. */
const refusalPausesMs = [100, 200, 400, 800];

/** Reaches a host over the system's `ssh`, by one connection for all scripts. Connects at the first. */
export function connectSsh(host: SshHost, options: ConnectOptions): Connection {
    const name = nameOf(host);
    const way = { host, shared: shareMaster(host, options), sessions: slots(sessionsAtOnce) };
    return {
        name,
        run: (script, call) => withinTime(name, call, (signal) => runThere(way, script, { ...call, signal })),
    };
}

/** Runs a script, and again when the connection is lost before it has ended. */
async function runThere(way: Way, script: Script, options: RunOptions): Promise<string> {
    const { signal, attempts = defaultAttempts } = options;
    const refusals = refusalPausesMs.values();
    let losses = 0;
    for (;;) {
        const { fed, fate } = await way.sessions.use(signal, () => runOnce(way, script, options));
        switch (fate) {
            case "ended":
                return answerOf(nameOf(way.host), fed);
            case "lost":
                losses += 1;
                if (losses >= attempts) throw new Unreachable(lossFailure(nameOf(way.host), fed, losses));
                await orAborted(signal, reconnect(way.shared, signal));
                break;
            case "refused": {
                const pause = refusals.next();
                if (pause.done) throw new UserError(beginFailure(way.host, fed));
                await orAborted(signal, sleep(pause.value));
                break;
            }
            case "crowded":
        }
    }
}

/** What is wrong if it does not come back, the next attempt says. */
async function reconnect(shared: SharedMaster, signal: AbortSignal): Promise<void> {
    for (const pauseMs of reconnectPausesMs) {
        const stands = await shared.get().then(
            () => true,
            () => false,
        );
        if (stands) return;
        await sleep(pauseMs, undefined, { signal });
    }
}
