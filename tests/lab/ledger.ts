import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Artifact } from "../../provider/artifact/artifact";
import { baseEnvironment } from "../../provider/process/environment";
import { run } from "../../provider/process/run";

const source = join(__dirname, "..", "..", "examples", "volume", "ledger");

/** What an image says of the kernel that counts its starts on its disk. */
export const ledgerImage: Partial<Artifact> = {
    ...{ name: "ledger.virtio", target: "virtio" },
    devices: [{ name: "storage", type: "block" }],
};

/** Builds it in a folder. */
export async function buildLedger(folder: string): Promise<string> {
    await cp(source, folder, { recursive: true });
    const { exitCode, stderr } = await run({
        argv: ["sh", "build.sh"],
        cwd: folder,
        env: baseEnvironment(),
    });
    if (exitCode !== 0) throw new Error(`ledger.c: ${stderr}`);
    return join(folder, "ledger");
}

export const ledgerElf = async (folder: string): Promise<Buffer> => readFile(await buildLedger(folder));
