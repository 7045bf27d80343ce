import { setTimeout as sleep } from "node:timers/promises";
import { orAborted } from "../../process/or-aborted";
import { UserError } from "../../protocol/errors";
import type { Connection, RunOptions } from "./connection";
import { aheadOfScripts, type Ahead } from "./ahead";
import { answerOf } from "./ending";
import { beginFailure, lossFailure } from "./failures/running";
import { Unreachable } from "./failures/unreachable";
import { runOnce, type Outcome, type Way } from "./once";
import type { Script } from "./script";
import { shareMaster, type ConnectOptions, type SharedMaster } from "./shared-master";
import { slots, type Slots } from "./slots";
import { nameOf, type SshHost } from "./ssh-host";
import { withinTime } from "./within-time";

/** sshd allows ten unless it is told otherwise. Another one may be opened ahead of its script, and one is taken by the connection itself. */
const sessionsAtOnce = 8;

const defaultAttempts = 3;

/** A host that was lost while a script ran may take a moment to come back. */
const reconnectPausesMs = [1_000, 2_000, 4_000];

/** sshd may take a moment to see that a session has ended. */
const refusalPausesMs = [100, 200, 400, 800];

/** Reaches a host over the system's `ssh`, by one connection for all scripts. Connects at the first. */
export function connectSsh(host: SshHost, options: ConnectOptions): Connection {
    const name = nameOf(host);
    const way = {
        ...{ host, shared: shareMaster(host, options) },
        ...{ sessions: slots(sessionsAtOnce), ahead: aheadOfScripts() },
    };
    return {
        name,
        run: (script, call) => withinTime(name, call, (signal) => runThere(way, script, { ...call, signal })),
    };
}

interface Sessions extends Way {
    readonly sessions: Slots;
    readonly ahead: Ahead;
}

async function runThere(
    way: Sessions,
    given: Script | Promise<Script>,
    options: RunOptions,
): Promise<string> {
    const early = given instanceof Promise ? await runEarly(way, given, options) : undefined;
    if (early?.fate === "ended") return answerOf(nameOf(way.host), early.fed);
    const script = await given;
    if (early?.fate !== "lost") return runInTurn(way, script, options);
    await orAborted(options.signal, reconnect(way.shared, options.signal));
    return runInTurn(way, script, options, 1);
}

/** Where there is no script after all, that says more than what became of its session. Where that failed, the script is run in turn. */
async function runEarly(
    way: Sessions,
    coming: Promise<Script>,
    options: RunOptions,
): Promise<Outcome | undefined> {
    const [come, ran] = await Promise.allSettled([
        coming,
        way.ahead.run(coming, options.signal, (signal) => runOnce(way, coming, { ...options, signal })),
    ]);
    if (come.status === "rejected") throw come.reason;
    options.signal.throwIfAborted();
    return ran.status === "fulfilled" ? ran.value : undefined;
}

/** Runs a script, and again when the connection is lost before it has ended. */
async function runInTurn(
    way: Sessions,
    script: Script,
    options: RunOptions,
    lossesBefore = 0,
): Promise<string> {
    const { signal, attempts = defaultAttempts } = options;
    const refusals = refusalPausesMs.values();
    let losses = lossesBefore;
    for (;;) {
        const { fed, fate, isCrowded } = await way.sessions.use(signal, async () =>
            orCrowded(way, await runOnce(way, script, options), signal),
        );
        if (isCrowded) continue;
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
            }
        }
    }
}

/** Where sshd wants no more sessions, there may be others of ours: as many are enough from now on. */
async function orCrowded(
    way: Sessions,
    outcome: Outcome,
    signal: AbortSignal,
): Promise<Outcome & { readonly isCrowded: boolean }> {
    const isRefused = outcome.fate === "refused";
    const isCrowded = isRefused && ((await orAborted(signal, way.ahead.makeRoom())) || way.sessions.lower());
    return { ...outcome, isCrowded };
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
