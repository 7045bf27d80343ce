import { UserError } from "../../protocol/errors";
import { bucketOf, type StoredObject } from "./bucket";
import type { Source } from "./chunks";
import { crc32c, writtenCrc32c } from "./crc32c";
import { through, type Upload } from "./session";

/** How often an upload may begin anew because the server has forgotten its session. */
const sessions = 3;

/** Streams to an object, in a resumable upload: what was lost on the way is sent again from where the server has it. */
export async function upload(request: Upload): Promise<StoredObject> {
    const { client, endpoint, bucket, name } = request;
    const { source, checksum } = summed(request.source);
    for (let session = 1; ; session++) {
        const stored = await through({ ...request, source }, await begin(request));
        if (stored && isIntact(stored, checksum())) return stored;
        if (stored) {
            await bucketOf(client, endpoint, bucket).delete(stored);
            throw new UserError(
                `gs://${bucket}/${name} arrived damaged: its CRC-32C is ${stored.crc32c ?? ""}, and that of what was sent ${checksum()}. Run this again.`,
            );
        }
        if (session === sessions) {
            throw new UserError(
                `gs://${bucket}/${name} could not be uploaded: Cloud Storage ended the upload ${sessions} times. Run this again.`,
            );
        }
    }
}

/** The same stream, and the CRC-32C of all of it once it has been read to its end. FIPS mode has no MD5. */
function summed(source: Source): { readonly source: Source; readonly checksum: () => string } {
    let sum = 0;
    return {
        checksum: () => writtenCrc32c(sum),
        async *source() {
            let crc = 0;
            for await (const bytes of source()) {
                crc = crc32c(bytes, crc);
                yield bytes;
            }
            sum = crc;
        },
    };
}

/** An emulator may keep none. */
const isIntact = ({ crc32c: kept }: StoredObject, checksum: string): boolean =>
    kept === undefined || kept === checksum;

/** The address that takes the bytes. */
async function begin({ client, endpoint, bucket, name, metadata }: Upload): Promise<string> {
    const query = new URLSearchParams({ uploadType: "resumable", name, ifGenerationMatch: "0" });
    const { headers } = await client.request({
        method: "POST",
        url: `${endpoint}/upload/storage/v1/b/${encodeURIComponent(bucket)}/o?${query.toString()}`,
        headers: { "x-upload-content-type": "application/gzip" },
        json: { name, contentType: "application/gzip", metadata },
    });
    const location = headers.get("location");
    if (location === null) throw new UserError(`${endpoint} began no upload: its answer has no Location.`);
    return location;
}
