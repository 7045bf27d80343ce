import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const Entries = z.object({
    /** What the switch's packages were last installed for. */
    installed: z.string().optional(),
    /** The lock whose sources `duniverse/` holds. */
    pulled: z.string().optional(),
    /** The architecture `_build` has objects of. */
    arch: z.string().optional(),
});
type Entries = z.output<typeof Entries>;

/** What earlier builds in a workspace completed; an entry is there only once its work is. */
export interface WarmState {
    readonly get: (name: keyof Entries) => string | undefined;
    readonly set: (name: keyof Entries, value: string | undefined) => Promise<void>;
}

/** dune does not look into files with a dot. */
export const stateFile = ".unikernel-mirage.json";

const read = async (path: string): Promise<Entries> => {
    try {
        return Entries.parse(JSON.parse(await readFile(path, "utf8")));
    } catch {
        // Absent, or not ours: then everything is done again.
        return {};
    }
};

export const openState = async (workspace: string): Promise<WarmState> => {
    const path = join(workspace, stateFile);
    const entries = await read(path);
    return {
        get: (name) => entries[name],
        set: async (name, value) => {
            if (entries[name] === value) return;
            entries[name] = value;
            await writeFile(`${path}.new`, JSON.stringify(entries));
            await rename(`${path}.new`, path);
        },
    };
};
