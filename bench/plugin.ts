import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { compare, sideBySide, timed, type Result } from "./result";

const plugin = join(process.cwd(), "bin", "pulumi-resource-unikernel");

/** From exec to the port on stdout, which is what the engine waits for. */
export async function pluginStart(): Promise<Result> {
    const figures = await sideBySide(31, listening, () => timed(nodeThatDoesNothing));
    return compare("plugin-start", { ...figures, goal: 1.5, unit: "ms", against: "node -e 0" });
}

/** Resident memory of a plugin that has answered nothing yet but is ready to. */
export async function pluginMemoryAtRest(): Promise<Result> {
    const child = startPlugin();
    await once(child.stdout as NodeJS.ReadableStream, "data");
    await settled(child);
    const ours = await residentMB(child);
    child.kill();
    return compare("plugin-memory", { ours, reference: 90, goal: 1, unit: "MB", against: "limit" });
}

async function listening(): Promise<number> {
    const from = performance.now();
    const child = startPlugin();
    await once(child.stdout as NodeJS.ReadableStream, "data");
    const taken = performance.now() - from;
    child.kill("SIGKILL");
    await once(child, "exit");
    return taken;
}

async function nodeThatDoesNothing(): Promise<void> {
    await once(spawn("node", ["-e", "0"], { stdio: "ignore" }), "exit");
}

const startPlugin = (): ChildProcess => spawn(plugin, [], { stdio: ["ignore", "pipe", "ignore"] });

/** What is loaded after the port is told counts as well: waits until the process has used no processor time for a while. */
async function settled(child: ChildProcess): Promise<void> {
    let last = "";
    for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        const now = await processorTime(child);
        if (now === last) return;
        last = now;
    }
}

async function processorTime(child: ChildProcess): Promise<string> {
    const fields = (await readFile(`/proc/${child.pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
    return fields.slice(11, 13).join(" ");
}

export async function residentMB(process: { pid?: number }): Promise<number> {
    const status = await readFile(`/proc/${process.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
