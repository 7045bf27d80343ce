import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** How long a process that was killed may take to be gone. One that hangs in the kernel is not waited for. */
const killPatienceMs = 5_000;

/**
 * Ends every process of a group: asks by SIGTERM, insists by SIGKILL after the grace time, waits until they are gone.
 * Never fails: a group that cannot be looked at is taken to be alive.
 */
export async function endGroup(group: number, graceMs: number): Promise<void> {
    if (!(await isGroupAlive(group))) return;
    signalGroup(group, "SIGTERM");
    // A stopped process does not hear SIGTERM before it goes on.
    signalGroup(group, "SIGCONT");
    if (await isGroupGone(group, graceMs)) return;
    signalGroup(group, "SIGKILL");
    await isGroupGone(group, killPatienceMs);
}

async function isGroupGone(group: number, withinMs: number): Promise<boolean> {
    const deadline = performance.now() + withinMs;
    for (let pauseMs = 5; await isGroupAlive(group); pauseMs = Math.min(pauseMs * 2, 200)) {
        if (performance.now() >= deadline) return false;
        await sleep(pauseMs);
    }
    return true;
}

export async function isGroupAlive(group: number): Promise<boolean> {
    if (!signalGroup(group, 0)) return false;
    // Zombies can be signalled, and where nobody reaps orphans, as in some containers, they stay for ever.
    return process.platform === "linux" ? hasLiveMember(group) : true;
}

/** Whether there is such a group that may be signalled. macOS answers EPERM where only zombies are left. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
    try {
        process.kill(-group, signal);
        return true;
    } catch {
        return false;
    }
}

async function hasLiveMember(group: number): Promise<boolean> {
    const names = await readdir("/proc").catch(() => undefined);
    // There may be no file descriptor left to look with.
    if (names === undefined) return true;
    const pids = names.filter((name) => /^\d+$/.test(name));
    const statuses = await Promise.all(
        pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(whatIsUnread)),
    );
    return statuses.some((status) => status === undefined || isLiveMember(status, group));
}

/** Nothing of a process that cannot be looked at; of one that has ended meanwhile, an empty status. */
function whatIsUnread(error: NodeJS.ErrnoException): string | undefined {
    return error.code === "EMFILE" || error.code === "ENFILE" ? undefined : "";
}

/** From /proc/PID/stat, whose second field is a name that may hold spaces and parentheses. */
export function isLiveMember(status: string, group: number): boolean {
    const [state, , processGroup] = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return Number(processGroup) === group && state !== "Z" && state !== "X";
}
