import { readdir, readFile } from "node:fs/promises";
import { isGroupAlive, isLiveMember } from "../../process/group";
import { isAlive, type ProcessIdentity } from "../../process/identity";

/** The variable by which whatever an instance started is known for that instance's. */
export const unitVariable = "UNIKERNEL_UNIT";

export interface Group {
    readonly unit: string;
    readonly supervisor: ProcessIdentity;
    readonly guest?: ProcessIdentity;
}

/**
 * Whether the supervisor's process group still has members, and they are this instance's. Numbers of processes come
 * again: without its leader, a group is known by the hypervisor's start time or by the environment of its members.
 */
export async function isOurGroup({ unit, supervisor, guest }: Group): Promise<boolean> {
    if (await isAlive(supervisor)) return true;
    if (!(await isGroupAlive(supervisor.pid))) return false;
    if (guest && (await isAlive(guest)) && (await groupOf(guest.pid)) === supervisor.pid) return true;
    return hasMarkedMember(supervisor.pid, unit);
}

async function groupOf(pid: number): Promise<number | undefined> {
    if (process.platform !== "linux") return undefined;
    const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const [, , group] = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return group === undefined ? undefined : Number(group);
}

async function hasMarkedMember(group: number, unit: string): Promise<boolean> {
    const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
    for (const pid of pids) {
        const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
        if (!isLiveMember(status, group)) continue;
        const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
        if (environment.split("\0").includes(`${unitVariable}=${unit}`)) return true;
    }
    return false;
}
