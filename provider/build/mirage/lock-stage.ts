import { stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Configured } from "./configure";
import { dependenciesDigest } from "./dependencies";
import { isLock, labelLock, parseLock } from "./lock-file";
import type { Session } from "./session";
import { solve } from "./solve";

export interface LockInUse {
    /** The file as opam-monorepo wrote it. */
    readonly body: string;
    /** What the image's state keeps. */
    readonly kept: string;
}

/** The lock to build with, if what was given still fits the dependencies. A file of the user's always does. */
const usableLock = (given: string | undefined, dependencies: string): LockInUse | undefined => {
    if (given === undefined) return undefined;
    const { body, solvedFor } = parseLock(given);
    return solvedFor === undefined || solvedFor === dependencies ? { body, kept: given } : undefined;
};

const solvedLock = async (
    session: Session,
    configured: Configured,
    dependencies: string,
): Promise<LockInUse> => {
    const body = await solve(session, configured, dependencies);
    return { body, kept: labelLock(body, dependencies) };
};

/** make solves anew when the lock is older than the .opam file, which configure always writes. */
const putInPlace = async (lockPath: string, opamPath: string, body: string): Promise<void> => {
    await writeFile(lockPath, body);
    const { mtimeMs } = await stat(opamPath);
    const time = new Date(Math.max(Date.now(), mtimeMs));
    await utimes(lockPath, time, time);
};

/** Puts the lock to build with in place: the one that was given, or a new one when the dependencies changed. */
export const settleLock = async (session: Session, configured: Configured): Promise<LockInUse> => {
    const { request } = session;
    const dependencies = dependenciesDigest(configured.opam);
    const lock =
        usableLock(request.lock, dependencies) ?? (await solvedLock(session, configured, dependencies));
    if (!isLock(lock.body)) {
        const wrong =
            "the given `lock` is no lock of opam-monorepo's: it has no `x-opam-monorepo-version`. " +
            "`mirage configure` and `make lock` write one, as `mirage/NAME.opam.locked`.";
        return request.fail("lock", wrong);
    }
    const inWorkspace = (path: string): string => join(request.workspace, path);
    await putInPlace(inWorkspace(configured.lockFile), inWorkspace(configured.opamFile), lock.body);
    return lock;
};
