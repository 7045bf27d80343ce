import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isAbandoned, ownMark, parseMark } from "../../process/owner";
import { aliasOf, type Files } from "./arguments";
import type { SshHost } from "./ssh-host";

/** Many hosts share a folder. */
const folders = new Map<string, Promise<string>>();

export function ownFolder(shared: string): Promise<string> {
    const known = folders.get(shared) ?? prepare(shared);
    folders.set(shared, known);
    // What failed for one is tried anew for the next.
    known.catch(() => folders.delete(shared));
    return known;
}

/** A folder of this process alone, below one that all share. What dead processes have left there is removed. */
async function prepare(shared: string): Promise<string> {
    const mine = await ownMark();
    const folder = join(shared, mine);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    process.once("exit", () => {
        rmSync(folder, { recursive: true, force: true });
    });
    const others = (await readdir(shared)).filter((name) => name !== mine && parseMark(name) !== undefined);
    for (const name of others) await removeAbandoned(join(shared, name), name);
    return folder;
}

async function removeAbandoned(path: string, mark: string): Promise<void> {
    const changedAt = async (): Promise<number> => (await stat(path)).mtimeMs;
    // Another process may remove it at the same time.
    const abandoned = await isAbandoned(mark, changedAt).catch(() => false);
    if (abandoned) await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

/** Writes what ssh has to read of a host into the folder, under names that nothing else there has. */
export async function writeFiles(folder: string, host: SshHost): Promise<HostFiles> {
    const id = randomBytes(4).toString("hex");
    const files = { key: `${id}.key`, knownHosts: `${id}.hosts`, sockets: `${id}.` };
    if (host.identity !== undefined) await write(join(folder, files.key), privateKey(host.identity));
    if (host.hostKey !== undefined) {
        await write(join(folder, files.knownHosts), `${aliasOf(host)} ${host.hostKey.trim()}\n`);
    }
    return { folder, ...files };
}

export interface HostFiles extends Omit<Files, "socket"> {
    readonly folder: string;
    /** What the names of its sockets begin with. */
    readonly sockets: string;
}

function write(path: string, text: string): Promise<void> {
    return writeFile(path, text, { mode: 0o600, flag: "wx" });
}

/** ssh reads no key whose last line has no end, or whose lines end as on Windows. */
function privateKey(text: string): string {
    return `${text.replaceAll("\r\n", "\n").trim()}\n`;
}
