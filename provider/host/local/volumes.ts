import { access, constants, stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../protocol/errors";
import type { BlockDevice } from "../hypervisors/hypervisor";
import type { InstanceInputs } from "../inputs";
import { secretsIn } from "../volume/secret";
import { replaceFile } from "./files";
import type { InstanceFolder } from "./folder";

/** The devices that are filled from secrets are files of the instance's folder. */
export async function writeSecrets(
    { path }: Pick<InstanceFolder, "path">,
    volumes: InstanceInputs["volumes"],
): Promise<void> {
    for (const { file, bytes } of secretsIn(volumes)) await replaceFile(join(path, file), bytes);
}

/** What a tender would refuse in its own words, on the console. */
export async function requireVolumes(volumes: readonly BlockDevice[]): Promise<void> {
    for (const volume of volumes) {
        const problem = await problemOf(volume);
        if (problem !== undefined) throw new UserError(problem, { property: `volumes.${volume.name}.path` });
    }
}

async function problemOf({
    name,
    path,
    format,
    readOnly,
    sectorSize,
}: BlockDevice): Promise<string | undefined> {
    const what = `the volume "${name}" cannot be attached: ${path}`;
    const status = await stat(path).catch((error: unknown) => (error as NodeJS.ErrnoException).code);
    if (status === "ENOENT")
        return `${what} does not exist. Create it, such as with \`truncate -s 64M ${path}\``;
    if (typeof status !== "object") return `${what}: ${status}`;
    if (!status.isFile() && !status.isBlockDevice()) return `${what} is neither a file nor a block device`;
    if (status.isFile() && format === "raw" && (status.size === 0 || status.size % sectorSize !== 0)) {
        return `${what} holds ${status.size} bytes, which are not whole sectors of ${sectorSize}`;
    }
    const wanted = readOnly ? constants.R_OK : constants.R_OK | constants.W_OK;
    const refused = await access(path, wanted).catch(() => true);
    return refused ? `${what} may not be ${readOnly ? "read" : "read and written"} by this user` : undefined;
}
