import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Architecture } from "../../artifact/artifact";
import { UserError } from "../../protocol/errors";
import committed from "../appliance/appliance.lock.json";

const LockedPackage = z.object({
    name: z.string(),
    package: z.string(),
    version: z.string(),
    path: z.string(),
    size: z.int(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A package of Debian's, at one version. */
export type LockedPackage = z.output<typeof LockedPackage>;

const Lock = z.object({ x86_64: z.array(LockedPackage), aarch64: z.array(LockedPackage) });

/** The packages for an architecture that the parts are taken from: those of the provider, or of a lock of the user's. */
export async function lockedPackages(arch: Architecture, file?: string): Promise<readonly LockedPackage[]> {
    return file === undefined ? committed[arch] : (await readLock(file))[arch];
}

async function readLock(file: string): Promise<z.output<typeof Lock>> {
    try {
        return Lock.parse(JSON.parse(await readFile(file, "utf8")));
    } catch (error) {
        const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
        throw new UserError(`The lock of the appliance's parts, ${file}, cannot be used: ${reason}`, {
            cause: error,
        });
    }
}

/** One of them by its name. */
export function packageNamed(packages: readonly LockedPackage[], name: string): LockedPackage {
    const found = packages.find((each) => each.name === name);
    if (!found)
        throw new UserError(
            `The lock of the appliance's parts has no package ${name}. Lock anew, as docs/disks.md says.`,
        );
    return found;
}
