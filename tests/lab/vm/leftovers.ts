import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { linksHere } from "../network-numbers";
import { live } from "../vm";

/** All that this machine holds of a lab that is a virtual machine. */
export async function leftovers(lab: string): Promise<string[]> {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const links = (await linksHere()).filter(({ ifalias }) => ifalias === lab);
    const folders = (await readdir(live)).filter((name) => name.includes(lab));
    const commands = await Promise.all(pids.map((pid) => isOf(pid, lab)));
    return [
        ...links.map(({ ifname }) => ifname),
        ...folders.map((name) => join(live, name)),
        ...pids.filter((_, index) => commands[index]).map((pid) => `process ${pid}`),
    ];
}

async function isOf(pid: string, lab: string): Promise<boolean> {
    const process = join("/proc", pid);
    const [command, folder] = await Promise.all([
        readFile(join(process, "cmdline"), "utf8").catch(() => ""),
        readlink(join(process, "cwd")).catch(() => ""),
    ]);
    return command.includes(lab) || folder.includes(lab);
}
