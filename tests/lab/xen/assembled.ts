import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../../tools/setup/paths.mjs";
import { tool } from "../tool";

const source = join(root, "tests", "lab", "xen", "guest.S");

/** The ELF file of guest.S. */
export async function assembled(): Promise<Buffer> {
    const folder = await mkdtemp(join(tmpdir(), "guest-"));
    const path = join(folder, "guest");
    const link = ["-nostdlib", "-static", "-Wl,-Ttext-segment=0x100000,--build-id=none"];
    try {
        await tool(["gcc", "-m32", ...link, source, "-o", path]);
        return await readFile(path);
    } finally {
        await rm(folder, { recursive: true });
    }
}
