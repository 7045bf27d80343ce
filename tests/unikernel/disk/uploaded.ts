import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { DiskImage } from "../../../provider/disk";
import type { FakeSnapshot } from "../../fakes/aws/account";

export const blockSize = 524_288;

/** The disk as AWS has it: put together from the blocks that arrived. */
export function diskOfBlocks({ volumeGiB, blocks }: FakeSnapshot): DiskImage {
    const inOrder = [...blocks].sort(([one], [other]) => one - other);
    return {
        size: volumeGiB * 2 ** 30,
        extents: () => inOrder.map(([index, { bytes }]) => ({ offset: index * blockSize, bytes })),
    };
}

/** The disk as Google Cloud has it: what came there, unpacked by GNU tar. */
export async function diskOfArchive(archive: Buffer, folder: string): Promise<string> {
    await writeFile(join(folder, "image.tar.gz"), archive);
    await promisify(execFile)("tar", ["-xzSf", "image.tar.gz"], { cwd: folder });
    return join(folder, "disk.raw");
}
