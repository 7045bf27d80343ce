import { randomBytes } from "node:crypto";
import { open, readdir, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { ownMark, type OwnerMark } from "../../process/owner";
import { makeFolder } from "../folder";

/** A claim to a lock: an empty file named `<lock>~<id>~<owner>`. No two claims ever have the same name. */
export interface Ticket {
    readonly file: string;
    /** Claims made earlier compare as smaller, as far as clocks agree. */
    readonly id: string;
    readonly owner: OwnerMark;
}

export interface OwnTicket extends Ticket {
    readonly remove: () => Promise<void>;
}

/** Shorter than what another machine waits before it takes this owner for dead, by enough for a busy machine. */
const heartbeatMilliseconds = 5_000;

export async function createTicket(folder: string, lock: string): Promise<OwnTicket> {
    const id = `${String(Date.now()).padStart(15, "0")}-${randomBytes(6).toString("hex")}`;
    const owner = await ownMark();
    const file = `${lock}~${id}~${owner}`;
    const path = join(folder, file);
    await makeFolder(folder);
    await (await open(path, "wx")).close();
    const heartbeat = setInterval(() => void touch(path), heartbeatMilliseconds).unref();
    const remove = async (): Promise<void> => {
        clearInterval(heartbeat);
        await rm(path, { force: true });
    };
    return { file, id, owner, remove };
}

export async function ticketsOf(folder: string, lock: string): Promise<Ticket[]> {
    const files = await readdir(folder).catch(() => []);
    return files.flatMap((file) => parseTicket(file, lock) ?? []);
}

function parseTicket(file: string, lock: string): Ticket | undefined {
    const [name, id, owner] = file.split("~");
    return name === lock && id !== undefined && owner !== undefined ? { file, id, owner } : undefined;
}

async function touch(path: string): Promise<void> {
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
}
