import { createHash } from "node:crypto";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { bootId, isAlive, ownIdentity } from "./identity";

/**
 * Files that belong to a running process carry its mark in their name, so that whoever finds one can tell whether its
 * owner still lives: `<pid>.<start time>.<space>`. The space is where that process number means anything: a store in
 * a shared home folder or in a container's volume is used from several.
 */
export type OwnerMark = string;

export type OwnerState = "alive" | "dead" | "elsewhere";

export async function ownMark(): Promise<OwnerMark> {
    const { pid, startTime } = await ownIdentity();
    return `${pid}.${startTime}.${await processSpace()}`;
}

export async function ownerState(mark: OwnerMark): Promise<OwnerState> {
    const owner = parseMark(mark);
    if (owner === undefined) return "dead";
    if (owner.space !== (await processSpace())) return "elsewhere";
    return (await isAlive(owner)) ? "alive" : "dead";
}

/** Far longer than what is marked stays unchanged in anybody's hands, and than the clocks of two machines may differ. */
const longestSilenceMs = 24 * 60 * 60 * 1000;

/** Whether what changed last at that time, in milliseconds since the epoch, has nobody elsewhere who still works on it. */
export function isSilent(changedAt: number): boolean {
    return Date.now() - changedAt > longestSilenceMs;
}

/** Whether nobody comes back for what carries the mark: its owner is dead or, being elsewhere, has long been silent. */
export async function isAbandoned(mark: OwnerMark, changedAt: () => Promise<number>): Promise<boolean> {
    const state = await ownerState(mark);
    return state === "elsewhere" ? isSilent(await changedAt()) : state === "dead";
}

export function parseMark(
    mark: OwnerMark,
): { readonly pid: number; readonly startTime: string; readonly space: string } | undefined {
    const [, pid, startTime, space] = /^(\d{1,10})\.([\w-]{1,40})\.([0-9a-f]{12})$/.exec(mark) ?? [];
    if (pid === undefined || startTime === undefined || space === undefined) return undefined;
    return { pid: Number(pid), startTime, space };
}

function processSpace(): Promise<string> {
    space ??= nameSpace().then((name) => createHash("sha256").update(name).digest("hex").slice(0, 12));
    return space;
}

let space: Promise<string> | undefined;

async function nameSpace(): Promise<string> {
    if (process.platform !== "linux") return hostname();
    const pidNamespace = await readlink("/proc/self/ns/pid").catch(() => "unknown");
    return `${await machineId()} ${pidNamespace} ${hostname()}`;
}

/**
 * The same after each boot, so that what a power cut has ended counts as dead: start times hold the boot. Where a machine
 * has no name of its own, only its boot tells it from others.
 */
async function machineId(): Promise<string> {
    const id = await readFile("/etc/machine-id", "utf8").catch(() => "");
    return id.trim() || bootId();
}
