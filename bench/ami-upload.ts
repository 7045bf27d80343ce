import { defaultPace } from "../provider/aws/client/pace";
import { loadPackages } from "../provider/aws/client/load";
import type { DiskImage, Extent } from "../provider/disk/disk-image";
import { inputsOf, useCredentials, worldOf } from "../tests/unit/aws/world";

const gibibyte = 2 ** 30;
const piece = 4 * 2 ** 20;

/** Made as it is read: it is never in memory as a whole. */
const fullDisk: DiskImage = {
    size: 2 * gibibyte,
    *extents(): Generator<Extent> {
        for (let offset = 0; offset < 2 * gibibyte; offset += piece) {
            yield { offset, bytes: Buffer.alloc(piece, 1 + ((offset / piece) % 255)) };
        }
    },
};

const residentMB = (): number => process.memoryUsage().rss / 2 ** 20;

/** Uploads a large disk to the service behind a URL, and tells how much memory that took at its most. */
async function main(): Promise<void> {
    useCredentials();
    await loadPackages();
    const atRest = residentMB();
    let most = atRest;
    const watch = setInterval(() => (most = Math.max(most, residentMB())), 20);
    const fake = { url: process.argv[2] ?? "" };
    await worldOf(fake, { pace: defaultPace, diskOf: () => Promise.resolve(fullDisk) }).create(inputsOf());
    clearInterval(watch);
    process.send?.(most - atRest);
}

void main();
