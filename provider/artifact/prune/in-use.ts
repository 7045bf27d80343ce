import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Digest } from "../digest";
import type { StoreLayout } from "../layout";
import { namesIn } from "./measure";

/** The artifacts that instances on this machine run, or will again when they are restarted. */
export async function digestsInUse(layout: StoreLayout): Promise<ReadonlySet<Digest>> {
    const instances = await namesIn(layout.instances);
    const digests = await Promise.all(instances.map((id) => digestOfInstance(join(layout.instances, id))));
    return new Set(digests);
}

/** A file that cannot be read must not pass for an instance without an artifact. */
async function digestOfInstance(folder: string): Promise<Digest> {
    try {
        return (await readFile(join(folder, "digest"), "utf8")).trim();
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "ENOENT" || code === "ENOTDIR") return "";
        throw error;
    }
}
