import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The running processes whose command line or environment contains `mark`, without this one and its kin. */
export async function processesWith(mark: string): Promise<{ pid: number; command: string }[]> {
    const found: { pid: number; command: string }[] = [];
    for (const entry of await readdir("/proc")) {
        if (!/^\d+$/.test(entry) || Number(entry) === process.pid) continue;
        const command = await readFile(join("/proc", entry, "cmdline"), "utf8").catch(() => "");
        if (command.includes(mark))
            found.push({ pid: Number(entry), command: command.replaceAll("\0", " ").trim() });
    }
    return found;
}

/** The plugin processes that the CLI started for the project in `folder`. */
export async function plugins(folder: string): Promise<number[]> {
    const found: number[] = [];
    for (const { pid } of await processesWith("pulumi-resource-unikernel")) {
        const environment = await readFile(join("/proc", String(pid), "environ"), "utf8").catch(() => "");
        if (environment.includes(folder)) found.push(pid);
    }
    return found;
}

/** Resolves when nothing that matches runs any more; polls, since foreign processes cannot be awaited. */
export async function allGone(mark: string, withinMs = 20_000): Promise<void> {
    const until = Date.now() + withinMs;
    for (;;) {
        const left = await processesWith(mark);
        if (left.length === 0) return;
        if (Date.now() > until)
            throw new Error(`still running: ${left.map(({ command }) => command).join("; ")}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
}
