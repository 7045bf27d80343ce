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
import { slots, type Slots } from "./slots";
import { nameOf, type SshHost } from "./ssh-host";
import { withinTime } from "./within-time";

/** sshd allows ten unless it is told otherwise, of which the connection itself takes one. */
const sessionsAtOnce = 8;

const defaultAttempts = 3;

/** A host that was lost may take a moment to come back. */
const pausesMs = [1_000, 2_000, 4_000];

/** Reaches a host over the system's `ssh`, by one connection for all scripts. Connects at the first. */
export function connectSsh(host: SshHost, options: ConnectOptions): Connection {
    const name = nameOf(host);
    const way = { host, shared: shareMaster(host, options), sessions: slots(sessionsAtOnce) };
    return {
        name,
        run: (script, call) => withinTime(name, call, (signal) => runThere(way, script, { ...call, signal })),
    };
}

interface Way {
    readonly host: SshHost;
    readonly shared: SharedMaster;
    readonly sessions: Slots;
}

/** Runs a script, and again when the connection is lost before it has ended. */
async function runThere(way: Way, script: Script, options: RunOptions): Promise<string> {
    const name = nameOf(way.host);
    const { signal, attempts = defaultAttempts } = options;
    for (let losses = 0; ;) {
        const { fed, fate } = await way.sessions.use(signal, () => runOnce(way, script, options));
        if (fate === "ended") return answerOf(name, fed);
        if (fate === "refused") continue;
        losses += 1;
        if (losses >= attempts) throw new UserError(lossFailure(name, fed, losses));
        await orAborted(signal, reconnect(way.shared, signal));
    }
}

async function runOnce(way: Way, script: Script, options: RunOptions): Promise<{ fed: Fed; fate: Fate }> {
    const { signal } = options;
    const master = await orAborted(signal, way.shared.get());
    const fed = await feed(master.through(sessionArgv), script, options);
    if (fed.exitCode === sshFailed && !(await orAborted(signal, master.isAlive()))) {
        const words = await Promise.race([master.ended, sleep(lastWordsMs, "")]);
        way.shared.drop(master);
        return { fed: { ...fed, words: `${fed.words}\n${words}` }, fate: "lost" };
    }
    if (isRefused(fed) && way.sessions.lower()) return { fed, fate: "refused" };
    if (!fed.hasBegun) throw new UserError(beginFailure(way.host, fed));
    if (fed.exitCode === sshFailed) throw new UserError(killedFailure(nameOf(way.host), fed));
    return { fed, fate: "ended" };
}

/** What became of a script: it was run, or its connection was lost, or sshd wants fewer at once. */
type Fate = "ended" | "lost" | "refused";

/** OpenSSH's words, for which it has no exit code. */
function isRefused({ hasBegun, words }: Fed): boolean {
    return !hasBegun && words.includes("session request failed");
}

/** How long a connection that is dead may take to say why. */
const lastWordsMs = 1_000;

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
