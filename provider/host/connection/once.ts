import { setTimeout as sleep } from "node:timers/promises";
import { orAborted } from "../../process/or-aborted";
import { UserError } from "../../protocol/errors";
import { sessionArgv } from "./arguments";
import type { RunOptions } from "./connection";
import { beginFailure, killedFailure } from "./failures/running";
import { feed, type Fed } from "./feed";
import type { Script } from "./script";
import type { SharedMaster } from "./shared-master";
import { nameOf, type SshHost } from "./ssh-host";

export interface Way {
    readonly host: SshHost;
    readonly shared: SharedMaster;
}

export interface Outcome {
    readonly fed: Fed;
    readonly fate: Fate;
}

/** What became of a script: it was run, however it ended; its connection was lost; or sshd wants no more sessions. */
export type Fate = "ended" | "lost" | "refused";

/** No script's exit code: `render` sees to that. */
const sshFailed = 255;

/** How long a connection that is dead may take to say why. */
const lastWordsMs = 1_000;

/** Runs a script in a session of its own. */
export async function runOnce(
    way: Way,
    script: Script | Promise<Script>,
    options: RunOptions,
): Promise<Outcome> {
    const { signal } = options;
    const master = await orAborted(signal, way.shared.get());
    const fed = await feed(master.through(sessionArgv), script, options);
    if (fed.exitCode === sshFailed && !(await orAborted(signal, master.isAlive()))) {
        const words = await Promise.race([master.ended, sleep(lastWordsMs, "")]);
        way.shared.drop(master);
        return { fed: { ...fed, words: `${fed.words}\n${words}` }, fate: "lost" };
    }
    if (isRefused(fed)) return { fed, fate: "refused" };
    if (!fed.hasBegun) throw new UserError(beginFailure(way.host, fed));
    if (fed.exitCode === sshFailed) throw new UserError(killedFailure(nameOf(way.host), fed));
    return { fed, fate: "ended" };
}

/** OpenSSH's words, for which it has no exit code. */
function isRefused({ hasBegun, words }: Fed): boolean {
    return !hasBegun && words.includes("session request failed");
}
