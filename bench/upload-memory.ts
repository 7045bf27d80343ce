import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { compare, type Result } from "./result";

export async function bundle(program: string, folder: string): Promise<string> {
    const outfile = join(folder, "program.js");
    await build({
        ...{ entryPoints: [program], outfile, bundle: true, platform: "node" },
        ...{ logLevel: "error", loader: { ".sh": "text" } },
    });
    return outfile;
}

/** Of a program that uploads a disk of 2 GiB without a hole to a URL, in a process of its own, above what it had before. */
export async function uploadMemory(name: string, program: string, url: string): Promise<Result> {
    const folder = await mkdtemp(join(tmpdir(), "bench-upload-"));
    try {
        const child = fork(await bundle(program, folder), [url]);
        const [above] = (await once(child, "message")) as [number];
        return compare(name, {
            ours: above,
            reference: 150,
            goal: 1,
            unit: "MB",
            against: "limit, 2 GiB uploaded",
        });
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}
