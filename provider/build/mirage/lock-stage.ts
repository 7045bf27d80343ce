import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Configured } from "./configure";
import { dependenciesDigest } from "./dependencies";
import { isLock, labelLock, parseLock } from "./lock-file";
import { runStage, type Session } from "./session";

export interface LockInUse {
    /** The file as opam-monorepo wrote it. */
    readonly body: string;
    /** What the image's state keeps. */
    readonly kept: string;
}

/** The lock to build with, if what was given still fits the dependencies. A file of the user's always does. */
export const usableLock = (given: string | undefined, dependencies: string): LockInUse | undefined => {
    if (given === undefined) return undefined;
    const { body, solvedFor } = parseLock(given);
    return solvedFor === undefined || solvedFor === dependencies ? { body, kept: given } : undefined;
};

/** make solves anew when the lock is older than the .opam file, which configure always writes. */
const putInPlace = async (lockPath: string, opamPath: string, body: string): Promise<void> => {
    await writeFile(lockPath, body);
    const { mtimeMs } = await stat(opamPath);
    const time = new Date(Math.max(Date.now(), mtimeMs));
    await utimes(lockPath, time, time);
};

const solve = async (session: Session, lockPath: string, dependencies: string): Promise<LockInUse> => {
    await rm(lockPath, { force: true });
    const result = await runStage(session, "lock", ["make", "lock"]);
    const body = await readFile(lockPath, "utf8").catch(() => "");
    if (!isLock(body)) {
        return session.request.fail("lock", "`make lock` said that all is well, but wrote no lock.", result);
    }
    return { body, kept: labelLock(body, dependencies) };
};

/** Puts the lock to build with in place: the one that was given, or a new one when the dependencies changed. */
export const settleLock = async (session: Session, configured: Configured): Promise<LockInUse> => {
    const { request } = session;
    const lockPath = join(request.workspace, configured.lockFile);
    const dependencies = dependenciesDigest(configured.opam);
    const usable = usableLock(request.lock, dependencies);
    if (usable === undefined) return solve(session, lockPath, dependencies);
    if (!isLock(usable.body)) {
        const wrong =
            "the given `lock` is no lock of opam-monorepo's: it has no `x-opam-monorepo-version`. " +
            "`mirage configure` and `make lock` write one, as `mirage/NAME.opam.locked`.";
        return request.fail("lock", wrong);
    }
    await putInPlace(lockPath, join(request.workspace, configured.opamFile), usable.body);
    return usable;
};
