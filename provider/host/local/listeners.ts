import { readdir, readFile, readlink } from "node:fs/promises";
import type { Forward } from "../hypervisors/hypervisor";

/**
 * The sockets of a table such as /proc/net/tcp that listen on a port, by their inodes. A table's second column is the
 * address, its fourth the state (0A: listening; 07: an unconnected UDP socket), its tenth the inode.
 */
export function listeningInodes(table: string, port: number): string[] {
    return table
        .split("\n")
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        .filter(([, address = "", , state = ""]) => {
            const hex = address.slice(address.lastIndexOf(":") + 1);
            return Number.parseInt(hex, 16) === port && (state === "0A" || state === "07");
        })
        .flatMap(([, , , , , , , , , inode]) => inode ?? []);
}

/** `node (process 123)`: what holds a port, where the operating system lets us see it. */
export async function portHolder({
    protocol,
    hostPort,
}: Pick<Forward, "protocol" | "hostPort">): Promise<string | undefined> {
    const tables = await Promise.all(
        [`/proc/net/${protocol}`, `/proc/net/${protocol}6`].map((path) =>
            readFile(path, "utf8").catch(() => ""),
        ),
    );
    const inodes = tables.flatMap((table) => listeningInodes(table, hostPort));
    const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`));
    const pid = sockets.size === 0 ? undefined : await processWith(sockets);
    if (pid === undefined) return undefined;
    const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
    return `${name.trim() || "a program"} (process ${pid})`;
}

async function processWith(sockets: ReadonlySet<string>): Promise<string | undefined> {
    const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
    for (const pid of pids) {
        const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
        for (const descriptor of descriptors) {
            const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => "");
            if (sockets.has(link)) return pid;
        }
    }
    return undefined;
}
