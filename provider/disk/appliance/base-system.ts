import { posix } from "node:path";
import { UserError } from "../../protocol/errors";
import { cpio, foldersOf, type CpioEntry } from "../cpio";
import { collect } from "../debian/collect";
import { decompressed } from "../debian/decompressed";
import { linkageOf } from "../elf/linkage";
import { modulePath, modulesInOrder } from "./modules";

/** What packages hold: files by their path, and where symbolic links lead. */
export interface Unpacked {
    readonly files: ReadonlyMap<string, Buffer>;
    readonly links: ReadonlyMap<string, string>;
}

/** The part of an appliance's first file system that is the same for every unikernel: tools, their libraries, modules. */
export async function baseSystem(unpacked: Unpacked): Promise<Buffer> {
    const files: CpioEntry[] = [
        { path: "bin/busybox", bytes: tool(unpacked, "busybox"), executable: true },
        { path: "bin/sh", link: "busybox" },
        { path: "sbin/tc", bytes: tool(unpacked, "tc"), executable: true },
        ...(await libraries(unpacked, tool(unpacked, "tc"))),
        ...(await modules(unpacked)),
    ];
    const empty = ["dev", "etc", "proc", "run", "sys", "tmp"].map(
        (path) => ({ path, folder: true }) as const,
    );
    const console: CpioEntry = { path: "dev/console", device: { major: 5, minor: 1 } };
    const folders = foldersOf(files.map(({ path }) => path));
    return Buffer.concat([...cpio([...folders, ...empty, console, ...files])]);
}

function tool({ files }: Unpacked, name: string): Buffer {
    for (const [path, bytes] of files) if (path.endsWith(`bin/${name}`)) return bytes;
    throw new UserError(`The locked packages of Debian lack a program that an appliance needs: ${name}.`);
}

/** All that a program is linked with, by the names it looks for, in a folder that Debian's loader looks into. */
async function libraries(unpacked: Unpacked, program: Buffer): Promise<CpioEntry[]> {
    const { interpreter, needed } = await linkageOf("tc", program);
    const entries: CpioEntry[] = [];
    const queue = [...needed];
    for (const name of queue) {
        const bytes = library(unpacked, name);
        entries.push({ path: `usr/lib/${name}`, bytes, executable: true });
        const more = (await linkageOf(name, bytes)).needed;
        queue.push(...more.filter((each) => !queue.includes(each)));
    }
    if (interpreter === undefined) return entries;
    const loader = library(unpacked, posix.basename(interpreter));
    return [...entries, { path: interpreter.slice(1), bytes: loader, executable: true }];
}

/** A library's usual name is a link to the file that has its whole version. */
function library({ files, links }: Unpacked, name: string): Buffer {
    const all = [...files.keys(), ...links.keys()];
    const path = all.find((each) => posix.basename(each) === name);
    for (let at = path, steps = 0; at !== undefined && steps < 8; steps++) {
        const bytes = files.get(at);
        if (bytes) return bytes;
        const link = links.get(at);
        at = link === undefined ? undefined : posix.join(posix.dirname(at), link);
    }
    throw new UserError(`The locked packages of Debian lack a library that an appliance needs: ${name}.`);
}

/** Newer kernels' modules are compressed; busybox loads plain ones only. */
async function modules({ files }: Unpacked): Promise<CpioEntry[]> {
    const paths = new Map<string, string>();
    for (const path of files.keys()) {
        const name = modulePath(path);
        if (name !== undefined) paths.set(name, path);
    }
    const order = await modulesInOrder(async (name) => {
        const path = paths.get(name) ?? "";
        const bytes = files.get(path);
        return bytes && (path.endsWith(".ko") ? bytes : collect(decompressed(path, bytes)));
    });
    return [
        ...[...order].map(([name, bytes]) => ({ path: `lib/modules/${name}.ko`, bytes })),
        {
            path: "lib/modules/order",
            bytes: Buffer.from([...order.keys()].map((name) => `${name}\n`).join("")),
        },
    ];
}
