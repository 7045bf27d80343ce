import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { conditionOf, supervisorOf } from "../../../provider/host/local/condition";
import type { InstanceFolder } from "../../../provider/host/local/folder";
import { processIdentity } from "../../../provider/process/identity";

/** A process that no instance has anything to do with. */
export interface Stranger {
    readonly pid: number;
    end(): void;
}

/** It leads a group of its own, as a supervisor does. */
export async function stranger(): Promise<Stranger> {
    const child = spawn("sleep", ["1000"], { detached: true, stdio: "ignore" });
    await once(child, "spawn");
    return { pid: child.pid ?? 0, end: () => child.kill("SIGKILL") };
}

export async function isRunning(pid: number): Promise<boolean> {
    return (await processIdentity(pid)) !== undefined;
}

/** Nobody tells a stranger that a process has ended. */
export async function ended(...pids: number[]): Promise<void> {
    for (const pid of pids) while (await isRunning(pid)) await sleep(5);
}

export async function guestOf(folder: InstanceFolder): Promise<number> {
    const condition = await conditionOf(folder);
    if (condition.state !== "running") throw new Error(`it does not run: ${condition.state}`);
    return condition.guest.pid;
}

export async function supervisorPid(folder: InstanceFolder): Promise<number> {
    const supervisor = await supervisorOf(folder);
    if (supervisor === undefined) throw new Error("it has no supervisor");
    return supervisor.pid;
}

/** What the machine does to it when it runs out of memory, or is switched off. */
export async function killWhole(folder: InstanceFolder): Promise<void> {
    const [guest, supervisor] = [await guestOf(folder), await supervisorPid(folder)];
    process.kill(-supervisor, "SIGKILL");
    await ended(guest, supervisor);
}
