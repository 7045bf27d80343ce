import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export interface Sessions {
    /** Scripts that were run over ssh so far. */
    count(): Promise<number>;
    dispose(): Promise<void>;
}

/** Stands before the real ssh on PATH. */
export async function countSessions(): Promise<Sessions> {
    const folder = await mkdtemp(join(tmpdir(), "unikernel-ssh-"));
    const log = join(folder, "log");
    const path = process.env.PATH ?? "";
    const { stdout } = spawnSync("sh", ["-c", "command -v ssh"], { encoding: "utf8" });
    await writeFile(log, "");
    await writeFile(join(folder, "ssh"), `#!/bin/sh\necho "$*" >>"${log}"\nexec ${stdout.trim()} "$@"\n`);
    await chmod(join(folder, "ssh"), 0o755);
    process.env.PATH = [folder, path].join(delimiter);
    return {
        count: async () =>
            (await readFile(log, "utf8")).split("\n").filter((line) => line.endsWith("sh -s")).length,
        async dispose() {
            process.env.PATH = path;
            await rm(folder, { recursive: true });
        },
    };
}
