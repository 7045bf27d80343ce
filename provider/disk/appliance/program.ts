import { open, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Architecture } from "../../artifact/artifact";
import { describeFile } from "../../artifact/describe";
import { UserError } from "../../protocol/errors";
import { linkageOf } from "../elf/linkage";

/** A program to be run in an appliance, with all that it needs to be loaded. */
export interface Program {
    readonly bytes: Buffer;
    /** Missing for a static one. */
    readonly linked?: { readonly loader: Buffer; readonly libraries: ReadonlyMap<string, Buffer> };
}

const triplets = { x86_64: "x86_64-linux-gnu", aarch64: "aarch64-linux-gnu" } as const;

/** Where distributions have their libraries. */
function folders(arch: Architecture): string[] {
    const triplet = triplets[arch];
    return [
        `/lib/${triplet}`,
        `/usr/lib/${triplet}`,
        "/lib64",
        "/usr/lib64",
        "/lib",
        "/usr/lib",
        "/usr/local/lib",
    ];
}

/** Reads a program of this machine and the libraries it is linked with; it is not run to be asked for them. */
export async function programOf(path: string, arch: Architecture): Promise<Program> {
    await requireArchitecture(path, arch);
    const bytes = await readFile(path);
    const { interpreter, needed } = await linkageOf(path, bytes);
    if (interpreter === undefined) return { bytes };
    const loader = await readFile(interpreter).catch(() => undefined);
    if (!loader) throw missing(path, interpreter);
    const libraries = new Map<string, Buffer>();
    const queue = needed.filter((name) => name !== basename(interpreter));
    for (const name of queue) {
        const found = await findLibrary(name, arch, dirname(interpreter));
        if (!found) throw missing(path, name);
        libraries.set(name, found);
        const more = (await linkageOf(name, found)).needed;
        queue.push(...more.filter((each) => each !== basename(interpreter) && !queue.includes(each)));
    }
    return { bytes, linked: { loader, libraries } };
}

async function requireArchitecture(path: string, arch: Architecture): Promise<void> {
    const found = (await describeFile(path)).arch;
    if (found === arch) return;
    throw new UserError(`${path} is for ${found}, and the appliance is for ${arch}.`);
}

async function findLibrary(
    name: string,
    arch: Architecture,
    besideLoader: string,
): Promise<Buffer | undefined> {
    for (const folder of [besideLoader, ...folders(arch)]) {
        const path = join(folder, name);
        if (await isFor(path, arch)) return readFile(path);
    }
    return undefined;
}

/** Folders may hold libraries of several architectures. The number of it is at byte 18 of an ELF file. */
async function isFor(path: string, arch: Architecture): Promise<boolean> {
    const file = await open(path).catch(() => undefined);
    if (!file) return false;
    try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(20), 0, 20, 0);
        return bytesRead === 20 && buffer[4] === 2 && buffer.readUInt16LE(18) === machines[arch];
    } finally {
        await file.close();
    }
}

const machines = { x86_64: 62, aarch64: 183 } as const;

function missing(path: string, library: string): UserError {
    return new UserError(
        `${path} is linked with ${library}, which is not on this machine. Install it, or link the program statically.`,
        { property: "image" },
    );
}
