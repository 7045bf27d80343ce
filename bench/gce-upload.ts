import { randomFillSync } from "node:crypto";
import { sparseArchive } from "../provider/disk";
import { createClient } from "../provider/gcp/http/client";
import { defaultPace } from "../provider/gcp/http/pace";
import { upload } from "../provider/gcp/storage/upload";
import { fullDisk, pieceBytes, tellPeak } from "./upload-peak";

const noise = randomFillSync(Buffer.alloc(pieceBytes));

/** It does not compress, and goes to the cloud as a whole. */
const disk = fullDisk((number) => {
    const bytes = Buffer.from(noise);
    bytes.writeUInt32LE(number);
    return bytes;
});

async function main(endpoint = process.argv[2] ?? ""): Promise<void> {
    const tokens = { token: () => Promise.resolve(undefined) };
    const client = createClient(tokens, defaultPace, new AbortController().signal);
    // What loads with the first request is no part of an upload.
    await client.request({ method: "GET", url: endpoint });
    await tellPeak(() =>
        upload({
            ...{ client, endpoint, bucket: "uploads", name: "disk.tar.gz", metadata: {} },
            ...{ source: () => sparseArchive(disk), onProgress: () => undefined },
        }),
    );
}

void main();
