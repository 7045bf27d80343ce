import type { DiskImage, Extent } from "../provider/disk/disk-image";

const gibibyte = 2 ** 30;
export const pieceBytes = 4 * 2 ** 20;

/** A disk of 2 GiB without a hole. It is made as it is read, and never in memory as a whole. */
export function fullDisk(pieceOf: (number: number) => Uint8Array): DiskImage {
    return {
        size: 2 * gibibyte,
        *extents(): Generator<Extent> {
            for (let offset = 0; offset < 2 * gibibyte; offset += pieceBytes)
                yield { offset, bytes: pieceOf(offset / pieceBytes) };
        },
    };
}

const residentMB = (): number => process.memoryUsage().rss / 2 ** 20;

/** Tells this process's parent how much memory an upload takes at its most, above what there is before it. */
export async function tellPeak(upload: () => Promise<unknown>): Promise<void> {
    const atRest = residentMB();
    let most = atRest;
    const watch = setInterval(() => (most = Math.max(most, residentMB())), 20);
    await upload();
    clearInterval(watch);
    process.send?.(most - atRest);
}
