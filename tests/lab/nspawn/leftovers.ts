import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { processIdentity } from "../../../provider/process/identity";
import { cgroupsOf } from "./cgroups";
import { tool } from "../tool";
import { live } from "./remove";

/** All that this machine holds of a lab. */
export async function leftovers(lab: string): Promise<string[]> {
    const { all } = await cgroupsOf(lab);
    const places = [
        live,
        "/run/systemd/nspawn",
        "/run/systemd/nspawn/propagate",
        ...all.map((path) => join(path, "..")),
    ];
    const found = await Promise.all([
        ...places.map((place) => entriesOf(place, lab)),
        processesOf(lab),
        tool(["ip", "link"]).then((links) => (links.includes(lab) ? ["a link"] : [])),
    ]);
    return found.flat();
}

async function entriesOf(folder: string, lab: string): Promise<string[]> {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => name.includes(lab)).map((name) => join(folder, name));
}

/** Those that see its file system, or are in its control groups, on whatever command line. */
async function processesOf(lab: string): Promise<string[]> {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const isOf = async (pid: string): Promise<boolean> => {
        // A zombie is waited for by somebody else.
        if ((await processIdentity(Number(pid))) === undefined) return false;
        const texts = ["mountinfo", "cgroup"].map((name) =>
            readFile(join("/proc", pid, name), "utf8").catch(() => ""),
        );
        return (await Promise.all(texts)).some((text) => text.includes(lab));
    };
    const ours = await Promise.all(pids.map(isOf));
    return pids.filter((_, index) => ours[index]).map((pid) => `process ${pid}`);
}
