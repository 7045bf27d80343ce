import type { Kind } from "../listing";
import { readSealed, writeSealed } from "../sealed-file";
import type { TreeIndex } from "./tree-index";

const format = "tree index 1";

/** In columns, which read far quicker than a list of entries. */
interface Columns {
    readonly hash: string;
    readonly paths: readonly string[];
    readonly kinds: readonly Kind[];
    readonly contents: readonly string[];
    readonly fingerprints: Float64Array;
}

export async function writeIndex(file: string, { hash, listing, fingerprints }: TreeIndex): Promise<void> {
    const columns: Columns = {
        hash,
        paths: listing.map(({ path }) => path),
        kinds: listing.map(({ kind }) => kind),
        contents: listing.map(({ content }) => content),
        fingerprints,
    };
    await writeSealed(file, format, columns);
}

/** Nothing when there is none that can be trusted. */
export function readIndex(file: string): TreeIndex | undefined {
    const columns = readSealed(file, format) as Columns | undefined;
    if (columns === undefined) return undefined;
    const { hash, paths, kinds, contents, fingerprints } = columns;
    const listing = paths.map((path, at) => ({
        path,
        kind: kinds[at] ?? "file",
        content: contents[at] ?? "",
    }));
    return { hash, listing, fingerprints };
}
