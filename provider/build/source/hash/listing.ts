import { createHash } from "node:crypto";
import type { Kind, Listing } from "../listing";

/**
 * The hash of a tree: the SHA-256 of a header and, for each entry in the bytewise order of paths, of a letter for what
 * it is, its path, and its content: of a file the SHA-256 of its bytes in hexadecimal, of a symlink its text. Paths
 * and contents are netstrings (their length in bytes, a colon, their UTF-8, a comma), so that no two trees can be
 * mistaken for one another:
 *
 *     x8:build.sh,64:9f86d081884c7d65…,
 *
 * Nothing else counts: no times, no owners, no mode but the owner's execute bit, no empty folders. The format must not
 * change: hashes are kept in the users' states, and new ones would rebuild everything.
 */
export function hashListing(listing: Listing): string {
    const hash = createHash("sha256").update("pulumi-unikernel source tree 1\n");
    for (let at = 0; at < listing.length; at += entriesAtOnce) {
        hash.update(encode(listing.slice(at, at + entriesAtOnce)));
    }
    return `sha256:${hash.digest("hex")}`;
}

/** Few calls with much text are far quicker than many with little. */
const entriesAtOnce = 256;

const letters: Readonly<Record<Kind, string>> = { file: "f", executable: "x", symlink: "l" };

function encode(listing: Listing): string {
    return listing
        .map(({ path, kind, content }) => letters[kind] + netstring(path) + netstring(content))
        .join("");
}

function netstring(text: string): string {
    return `${Buffer.byteLength(text)}:${text},`;
}
