import { readFile } from "node:fs/promises";
import type { Exit } from "../hypervisors/hypervisor";
import { parsePs, type ProcessIdentity } from "../../process/identity";

/** What the supervisor notes when it has started the hypervisor. */
export interface GuestRecord {
    /** Absent when the hypervisor had ended before it could be looked at. */
    readonly process?: ProcessIdentity;
    readonly pid: number;
    /** Where in the console file this start begins. */
    readonly consoleOffset: number;
    readonly restarts: number;
}

/** What the supervisor notes when the hypervisor has ended. */
export interface ExitRecord extends Exit {
    readonly pid: number;
    readonly restarts: number;
    readonly restarting: boolean;
}

export function parseGuest(text: string): GuestRecord | undefined {
    const { pid, startTime, ps, offset, restarts } = fields(text);
    if (!isNumber(pid) || !isNumber(offset) || !isNumber(restarts)) return undefined;
    const started = startTime ?? (ps === undefined ? undefined : parsePs(ps));
    return {
        pid: Number(pid),
        process: started ? { pid: Number(pid), startTime: started } : undefined,
        consoleOffset: Number(offset),
        restarts: Number(restarts),
    };
}

export function parseExit(text: string): ExitRecord | undefined {
    const { pid, status, verdict, restarts, next } = fields(text);
    if (!isNumber(pid) || !isNumber(status) || !isNumber(restarts)) return undefined;
    return {
        pid: Number(pid),
        status: Number(status),
        verdict: isNumber(verdict) ? Number(verdict) : undefined,
        restarts: Number(restarts),
        restarting: next === "restart",
    };
}

function fields(text: string): Partial<Record<string, string>> {
    const pairs = text.split("\n").map((line) => {
        const equals = line.indexOf("=");
        return [line.slice(0, Math.max(equals, 0)), line.slice(equals + 1).trim()];
    });
    return Object.fromEntries(pairs) as Partial<Record<string, string>>;
}

function isNumber(text: string | undefined): text is string {
    return text !== undefined && /^\d{1,15}$/.test(text);
}

/** Nothing when there is no such file. */
export async function readRecord<Value>(
    path: string,
    parse: (text: string) => Value | undefined,
): Promise<Value | undefined> {
    const text = await readFile(path, "utf8").catch((error: unknown) => {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "ENOENT" || code === "ENOTDIR") return undefined;
        throw error;
    });
    return text === undefined ? undefined : parse(text);
}
