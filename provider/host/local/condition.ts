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

/** Pure. A record of an exit counts only when it is of the last start. */
export function judge({ guest, exit, guestLives, supervisorLives }: Evidence): Condition {
    if (guest && guestLives) return { state: "running", guest, supervised: supervisorLives };
    const last = exit?.pid === guest?.pid && exit?.restarts === guest?.restarts ? exit : undefined;
    if (last && !last.restarting) return { state: "exited", exit: last };
    if (supervisorLives) return { state: "restarting", exit };
    return last ? { state: "exited", exit: last } : { state: "gone" };
}

export async function conditionOf(folder: InstanceFolder): Promise<Condition> {
    const [guest, exit, supervisor] = await Promise.all([
        readRecord(folder.guest, parseGuest),
        readRecord(folder.exit, parseExit),
        supervisorOf(folder),
    ]);
    return judge({
        guest,
        exit,
        guestLives: guest?.process !== undefined && (await isAlive(guest.process)),
        supervisorLives: supervisor !== undefined && (await isAlive(supervisor)),
    });
}

export async function supervisorOf(folder: InstanceFolder): Promise<ProcessIdentity | undefined> {
    return readRecord(folder.supervisor, (text) => JSON.parse(text) as ProcessIdentity);
}
