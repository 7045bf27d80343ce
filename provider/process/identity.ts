import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Tells one process from a later one that was given the same number. */
export interface ProcessIdentity {
    readonly pid: number;
    /** When it started, in a form that is only good for comparing. Letters, digits and dashes. */
    readonly startTime: string;
}

/** Nothing when there is no such process, or when all that is left of it is a zombie. */
export async function processIdentity(pid: number): Promise<ProcessIdentity | undefined> {
    const startTime =
        process.platform === "linux" ? await startTimeFromProc(pid) : await startTimeFromPs(pid);
    return startTime === undefined ? undefined : { pid, startTime };
}

export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
    const now = await processIdentity(identity.pid);
    return now?.startTime === identity.startTime;
}

/** This process. Asked for once: it does not change. */
export function ownIdentity(): Promise<ProcessIdentity> {
    own ??= processIdentity(process.pid).then((identity) => {
        if (identity === undefined) throw new Error("the operating system does not list this process");
        return identity;
    });
    return own;
}

let own: Promise<ProcessIdentity> | undefined;

/** Which boot of which Linux machine this is. Some sandboxes do not show it. */
export async function bootId(): Promise<string> {
    const text = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "unknown");
    return text.trim().replaceAll("-", "");
}

/** Ticks are counted from the boot, so the same number comes again after the next one. */
async function startTimeFromProc(pid: number): Promise<string | undefined> {
    const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(absentProcess);
    const ticks = status && parseStat(status);
    return ticks ? `${(await bootId()).slice(0, 12)}-${ticks}` : undefined;
}

/** ESRCH is for a process that ends between open and read. */
function absentProcess(error: NodeJS.ErrnoException): undefined {
    if (error.code === "ENOENT" || error.code === "ESRCH") return undefined;
    throw error;
}

/** The start time, field 22 of /proc/PID/stat. The second field is a name that may hold spaces and parentheses. */
export function parseStat(status: string): string | undefined {
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    const [state] = fields;
    return state === "Z" || state === "X" ? undefined : fields[19];
}

async function startTimeFromPs(pid: number): Promise<string | undefined> {
    const ps = promisify(execFile)("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
        env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    });
    // ps exits with 1 when it finds no such process.
    const answer = await ps.catch((error: unknown) => {
        if ((error as { code?: unknown }).code === 1) return undefined;
        throw error;
    });
    return answer && parsePs(answer.stdout);
}

/** From `S+   Thu Oct  1 12:00:00 2026`, in UTC. */
export function parsePs(line: string): string | undefined {
    const [, state, started] = /^\s*(\S+)\s+(\S.*\S)\s*$/.exec(line) ?? [];
    if (state === undefined || state.startsWith("Z")) return undefined;
    const milliseconds = Date.parse(`${started} UTC`);
    return Number.isNaN(milliseconds) ? undefined : String(milliseconds / 1000);
}
