import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, type ProcessIdentity } from "../../process/identity";
import type { InstanceFolder } from "./folder";
import { parseExit, parseGuest, readRecord, type ExitRecord, type GuestRecord } from "./records";

/** What has become of an instance. */
export type Condition =
    | { readonly state: "running"; readonly guest: GuestRecord; readonly supervised: boolean }
    | { readonly state: "restarting"; readonly exit?: ExitRecord }
    | { readonly state: "exited"; readonly exit: ExitRecord }
    | { readonly state: "gone" };

export interface Evidence {
    readonly guest?: GuestRecord;
    readonly exit?: ExitRecord;
    readonly guestLives: boolean;
    readonly supervisorLives: boolean;
}

/** Pure. */
export function judge(evidence: Evidence): Condition {
    const { guest, exit, guestLives, supervisorLives } = evidence;
    if (guest && guestLives) return { state: "running", guest, supervised: supervisorLives };
    const last = lastExit(evidence);
    if (last && !last.restarting) return { state: "exited", exit: last };
    if (supervisorLives) return { state: "restarting", exit };
    return last ? { state: "exited", exit: last } : { state: "gone" };
}

/** A record of an exit counts only when it is of the last start. */
function lastExit({ guest, exit }: Evidence): ExitRecord | undefined {
    return exit?.pid === guest?.pid && exit?.restarts === guest?.restarts ? exit : undefined;
}

/** What a supervisor may take to put an end on record, on a busy machine. */
const patienceMs = 2_000;

export async function conditionOf(folder: InstanceFolder): Promise<Condition> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
        const evidence = await evidenceIn(folder);
        if (!isUnrecorded(evidence) || performance.now() >= deadline) return judge(evidence);
        await sleep(5);
    }
}

/** Whether the hypervisor has ended just now, so that the supervisor has still to say how. */
function isUnrecorded(evidence: Evidence): boolean {
    const { guest, guestLives, supervisorLives } = evidence;
    return guest !== undefined && !guestLives && supervisorLives && lastExit(evidence) === undefined;
}

/** The exit is read last: when both processes were found to have ended, it has been written. */
async function evidenceIn(folder: InstanceFolder): Promise<Evidence> {
    const [guest, supervisor] = await Promise.all([
        readRecord(folder.guest, parseGuest),
        supervisorOf(folder),
    ]);
    const guestLives = guest?.process !== undefined && (await isAlive(guest.process));
    const supervisorLives = supervisor !== undefined && (await isAlive(supervisor));
    return { guest, guestLives, supervisorLives, exit: await readRecord(folder.exit, parseExit) };
}

export async function supervisorOf(folder: InstanceFolder): Promise<ProcessIdentity | undefined> {
    return readRecord(folder.supervisor, (text) => JSON.parse(text) as ProcessIdentity);
}
