import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Configured } from "./configure";
import { isLock } from "./lock-file";
import { orAborted } from "../../process/or-aborted";
import { runStage, type Session } from "./session";
import { inSwitchTurn } from "./switch-turn";

/** Solves that are under way: what for, and where → the lock. */
const underWay = new Map<string, Promise<string>>();

/**
 * Solves the dependencies to a lock. It takes half a minute, and one at a time in a switch: mirage puts its overlay
 * repositories there meanwhile, for every opam command to see. So builds with the same dependencies share a solve.
 */
export const solve = async (
    session: Session,
    configured: Configured,
    dependencies: string,
): Promise<string> => {
    const { signal } = session.request;
    const place = session.switchPrefix ?? "";
    const key = `${dependencies} ${place}`;
    for (let others = underWay.get(key); others !== undefined; others = underWay.get(key)) {
        // One that fails is its own build's to tell.
        const lock = await orAborted(
            signal,
            others.catch(() => undefined),
        );
        if (lock !== undefined) return lock;
    }
    const own = inSwitchTurn(session, () => makeLock(session, configured));
    underWay.set(key, own);
    try {
        return await own;
    } finally {
        underWay.delete(key);
    }
};

const makeLock = async (session: Session, { lockFile }: Configured): Promise<string> => {
    const path = join(session.request.workspace, lockFile);
    await rm(path, { force: true });
    const result = await runStage(session, "lock", ["make", "lock"]);
    const lock = await readFile(path, "utf8").catch(() => "");
    if (isLock(lock)) return lock;
    return session.request.fail("lock", "`make lock` said that all is well, but wrote no lock.", result);
};
