import { setTimeout as sleep } from "node:timers/promises";
import { endGroup } from "../../process/group";
import { isAlive, type ProcessIdentity } from "../../process/identity";
import { supervisorOf } from "./condition";
import type { InstanceFolder } from "./folder";
import { isOurGroup } from "./group";
import { parseGuest, readRecord } from "./records";

/** What a supervisor may take for its own work beyond the grace time, on a busy machine. */
const marginMs = 5_000;

/**
 * Ends everything that was started for an instance, and nothing else. The supervisor does it for its group. Where that
 * was killed, or does not manage, this ends what it left behind.
 */
export async function stop(folder: InstanceFolder, unit: string, graceSeconds: number): Promise<void> {
    const supervisor = await supervisorOf(folder);
    if (supervisor === undefined) return;
    const asked = await askSupervisor(supervisor, graceSeconds * 1000 + marginMs);
    const guest = (await readRecord(folder.guest, parseGuest))?.process;
    if (await isOurGroup({ unit, supervisor, guest })) {
        await endGroup(supervisor.pid, asked ? 0 : graceSeconds * 1000);
    }
}

/** Whether it was there to be asked. */
async function askSupervisor(supervisor: ProcessIdentity, patienceMs: number): Promise<boolean> {
    if (!(await isAlive(supervisor))) return false;
    signal(supervisor, "SIGTERM");
    // A stopped process does not hear SIGTERM before it goes on.
    signal(supervisor, "SIGCONT");
    const deadline = performance.now() + patienceMs;
    for (let pauseMs = 5; await isAlive(supervisor); pauseMs = Math.min(pauseMs * 2, 100)) {
        if (performance.now() >= deadline) break;
        await sleep(pauseMs);
    }
    return true;
}

/** It may end by itself at any moment. */
function signal({ pid }: ProcessIdentity, name: NodeJS.Signals): void {
    try {
        process.kill(pid, name);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
}
