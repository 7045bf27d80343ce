import { randomFillSync } from "node:crypto";
import { sparseArchive, type DiskImage } from "../provider/disk";
import { createClient } from "../provider/gcp/http/client";
import { defaultPace } from "../provider/gcp/http/pace";
import { upload } from "../provider/gcp/storage/upload";

const gibibyte = 2 ** 30;
const piece = 4 * 2 ** 20;
const noise = randomFillSync(Buffer.alloc(piece));

/** Made as it is read, and of what does not compress: it is never in memory as a whole, and goes to the cloud as a whole. */
const fullDisk: DiskImage = {
    size: 2 * gibibyte,
    *extents() {
        for (let offset = 0; offset < 2 * gibibyte; offset += piece) {
            const bytes = Buffer.from(noise);
            bytes.writeUInt32LE(offset / piece);
            yield { offset, bytes };
        }
    },
};

const residentMB = (): number => process.memoryUsage().rss / 2 ** 20;

/** Uploads a large disk to the service behind a URL, and tells how much memory that took at its most. */
async function main(endpoint = process.argv[2] ?? ""): Promise<void> {
    const tokens = { token: () => Promise.resolve(undefined) };
    const client = createClient(tokens, defaultPace, new AbortController().signal);
    // What loads with the first request is no part of an upload.
    await client.request({ method: "GET", url: endpoint });
    const atRest = residentMB();
    let most = atRest;
    const watch = setInterval(() => (most = Math.max(most, residentMB())), 20);
    await upload({
        ...{ client, endpoint, bucket: "uploads", name: "disk.tar.gz", metadata: {} },
        ...{ source: () => sparseArchive(fullDisk), onProgress: () => undefined },
    });
    clearInterval(watch);
    process.send?.(most - atRest);
}

void main();
