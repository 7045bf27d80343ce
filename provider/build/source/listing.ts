import type { Stats } from "node:fs";

export type Kind = "file" | "executable" | "symlink";

/** Something in a source tree. Folders are in it only as parts of paths: an empty one does not exist, as in git. */
export interface Entry {
    /** Relative to the tree's root, `/`-separated. */
    readonly path: string;
    readonly kind: Kind;
    /** Of a file: the SHA-256 of its bytes, in hexadecimal. Of a symlink: the text it holds. */
    readonly content: string;
}

/** Everything in a source tree, in the bytewise order of paths. */
export type Listing = readonly Entry[];

/** Nothing for what has no place in a source: folders, sockets, pipes, devices. */
export function kindOf(stats: Stats): Kind | undefined {
    if (stats.isFile()) return stats.mode & 0o100 ? "executable" : "file";
    return stats.isSymbolicLink() ? "symlink" : undefined;
}

export function sameEntry(one: Entry, other: Entry): boolean {
    return one.kind === other.kind && one.content === other.content;
}

/** Above this, the order of UTF-16 code units is not that of UTF-8 bytes. */
const ordersUnlikeBytes = /[\ud800-\uffff]/;

/** Sorts as `LC_ALL=C sort` does, whatever the machine's language. */
export function sortBytewise(names: string[]): string[] {
    if (!names.some((name) => ordersUnlikeBytes.test(name))) return names.sort();
    const bytes = names.map((name) => Buffer.from(name));
    return bytes.sort((one, other) => one.compare(other)).map((name) => name.toString());
}
