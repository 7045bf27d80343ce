import { watch } from "node:fs";
import { mkdir, readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The control groups of a lab. In one group, two labs' systemds would end each other's services; and whatever a lab runs
 * can be found there, and ended, whoever has started it.
 */
export interface Cgroups {
    /** In version 2's hierarchy, which tells when the last process is gone. */
    readonly unified: string;
    /** One in each hierarchy that systemd keeps its services in: beside version 2's that of version 1, where it has one. */
    readonly all: readonly string[];
}

export async function cgroupsOf(lab: string): Promise<Cgroups> {
    const [memberships = "", mounts = ""] = await Promise.all(
        ["/proc/self/cgroup", "/proc/self/mountinfo"].map((path) => readFile(path, "utf8")),
    );
    const find = (hierarchy: RegExp, mount: RegExp): string | undefined => {
        const own = hierarchy.exec(memberships)?.[1];
        const at = mount.exec(mounts)?.[1];
        return own === undefined || at === undefined ? undefined : join(at, own, lab);
    };
    const unified = find(/^0::(.*)$/m, /^\S+ \S+ \S+ \/ (\S+) .*- cgroup2 /m);
    const named = find(/:name=systemd:(.*)$/m, /^\S+ \S+ \S+ \/ (\S+) .*- cgroup .*name=systemd/m);
    if (unified === undefined)
        throw new Error("The lab needs cgroup version 2: there is none on this machine.");
    return { unified, all: named === undefined ? [unified] : [unified, named] };
}

export async function makeCgroups({ all }: Cgroups): Promise<void> {
    for (const folder of all) await mkdir(folder);
}

/** Ends all that runs in them, and answers when nothing of it is left. */
export async function removeCgroups({ unified, all }: Cgroups): Promise<void> {
    await ifThere(endAll(unified));
    for (const folder of all) await ifThere(removeFolders(folder));
}

async function endAll(folder: string): Promise<void> {
    const events = join(folder, "cgroup.events");
    const watcher = watch(events);
    try {
        const changed = (): Promise<void> =>
            new Promise((resolve, reject) =>
                watcher
                    .once("change", () => {
                        resolve();
                    })
                    .once("error", reject),
            );
        await writeFile(join(folder, "cgroup.kill"), "1");
        for (;;) {
            const change = changed();
            if ((await readFile(events, "utf8")).includes("populated 0")) return;
            await change;
        }
    } finally {
        watcher.close();
    }
}

async function removeFolders(folder: string): Promise<void> {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (entry.isDirectory()) await removeFolders(join(folder, entry.name));
    }
    await rmdir(folder);
}

async function ifThere(action: Promise<void>): Promise<void> {
    await action.catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    });
}
