import { gzipSync } from "fflate";

/**
 * An archive for Linux to unpack, by gzip. Not by Node.js's own: what that makes differs from one version and processor to
 * the next, and so would the digests of disks. Linux looks for the next archive at a multiple of four bytes.
 */
export function compressed(archive: Uint8Array): Buffer {
    const bytes = gzipSync(archive, { level: 9, mtime: 0 });
    return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
