import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { interruptedFailure, isInterrupted } from "./children.mjs";
import { paths } from "./paths.mjs";
import { isCode } from "./stamp.mjs";

const beatMs = 5_000;
/** After so long without a beat the owner is gone, whoever has its process id now. */
const staleMs = 60_000;

/**
 * Runs `action` while no other set-up of this project runs.
 *
 * @template T
 * @param {() => Promise<T>} action
 * @param {(owner: number) => void} waiting called once when another one has to end first
 * @returns {Promise<T>}
 */
export async function alone(action, waiting, path = paths.lock) {
    await mkdir(dirname(path), { recursive: true });
    let told = false;
    while (!(await taken(path))) {
        const owner = await liveOwner(path);
        if (owner === undefined) {
            await removeStale(path);
            continue;
        }
        if (!told) waiting(owner);
        told = true;
        await sleep(200);
        if (isInterrupted()) throw interruptedFailure();
    }
    const beat = setInterval(() => void touch(path), beatMs);
    try {
        return await action();
    } finally {
        clearInterval(beat);
        await rm(path, { force: true });
    }
}

/**
 * The file appears with its content or not at all, so that nobody reads a lock without an owner.
 *
 * @param {string} path
 */
async function taken(path) {
    const own = `${path}.${process.pid}`;
    await writeFile(own, String(process.pid));
    try {
        await link(own, path);
        return true;
    } catch (error) {
        if (isCode(error, "EEXIST")) return false;
        throw error;
    } finally {
        await rm(own, { force: true });
    }
}

/** @param {string} path */
async function liveOwner(path) {
    try {
        const owner = Number(await readFile(path, "utf8"));
        const { mtimeMs } = await stat(path);
        return Date.now() - mtimeMs < staleMs && isAlive(owner) ? owner : undefined;
    } catch (error) {
        if (isCode(error, "ENOENT")) return undefined;
        throw error;
    }
}

/**
 * Moved away first: if somebody else took the lock since it was looked at, it is theirs and goes back.
 *
 * @param {string} path
 */
async function removeStale(path) {
    const aside = `${path}.${process.pid}.stale`;
    try {
        await rename(path, aside);
        if ((await liveOwner(aside)) !== undefined) await link(aside, path);
    } catch (error) {
        if (!isCode(error, "ENOENT") && !isCode(error, "EEXIST")) throw error;
    } finally {
        await rm(aside, { force: true });
    }
}

/** @param {string} path */
async function touch(path) {
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
}

/** @param {number} pid */
function isAlive(pid) {
    try {
        return pid > 0 && process.kill(pid, 0);
    } catch (error) {
        return isCode(error, "EPERM");
    }
}
