import { createHash } from "node:crypto";
import type { Kind, Listing } from "../listing";

/**
 * The hash of a tree: the SHA-256 of a header and, for each entry in the bytewise order of paths, of
 *
 * - one byte that says what it is: `f` a file, `x` a file whose owner may execute it, `l` a symlink,
 * - its path, `/`-separated UTF-8, after its length in bytes (32 bits, big-endian),
 * - for a file the SHA-256 of its bytes (32 bytes); for a symlink its text, after its length like the path.
 *
 * Nothing else counts: no times, owners, other mode bits, empty folders. The format must not change: the hashes are
 * in the users' states, and a new one would rebuild everything.
 */
export function hashListing(listing: Listing): string {
    const hash = createHash("sha256").update("pulumi-unikernel source tree 1\n");
    for (let at = 0; at < listing.length; at += entriesAtOnce) {
        hash.update(encode(listing.slice(at, at + entriesAtOnce)));
    }
    return `sha256:${hash.digest("hex")}`;
}

/** Few calls with much data are far quicker than many with little. */
const entriesAtOnce = 512;

const tags: Readonly<Record<Kind, string>> = { file: "f", executable: "x", symlink: "l" };

function encode(listing: Listing): Buffer {
    return Buffer.concat(
        listing.flatMap(({ path, kind, content }) => [
            Buffer.from(tags[kind]),
            ...sized(path),
            ...(kind === "symlink" ? sized(content) : [Buffer.from(content, "hex")]),
        ]),
    );
}

function sized(text: string): [Buffer, Buffer] {
    const bytes = Buffer.from(text);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
}
