import { createHash } from "node:crypto";
import { join } from "node:path";
import type { StoreLayout } from "../../../artifact/layout";
import { describeDiff, treeDiff } from "../diff";
import { readIndex, writeIndex } from "../index/index-file";
import { keepListing, recallListing } from "../index/listing-file";
import { scan } from "../index/scan";
import { tidyOnce } from "../index/tidy";
import type { TreeIndex } from "../index/tree-index";
import type { Listing } from "../listing";
import { chooseOutputs, type Request } from "../request";
import { takeTurn } from "../turns";
import { emptyFolder, locateFolder, namesIn, nothingLeft } from "./locate";
import { rulesFor } from "./rules";

export interface FolderLook {
    readonly kind: "folder";
    readonly layout: StoreLayout;
    /** Of contents, paths, execute bits and symlinks. */
    readonly hash: string;
    readonly realPath: string;
    readonly listing: Listing;
    /** The names in its top folder, ignored ones too. */
    readonly entries: ReadonlySet<string>;
    /** What differs from the tree with that hash, in a line, if this machine remembers it. */
    readonly describeChange: (previousHash: string) => string | undefined;
}

export async function lookAtFolder({
    source,
    base,
    ignore,
    outputs,
    layout,
    signal,
}: Request<string>): Promise<FolderLook> {
    const realPath = locateFolder(source, base);
    const entries = namesIn(source, realPath);
    if (entries.size === 0) throw emptyFolder(source);
    const leftOut = [...chooseOutputs(outputs, entries), ...ignore];
    const file = indexFile(layout, realPath, leftOut);
    const { hash, listing } = await takeTurn(async () => {
        const known = readIndex(file);
        const current = await scan(realPath, rulesFor(realPath, leftOut, layout), known, signal);
        if (current !== known) await remember(layout, file, current);
        return current;
    });
    if (listing.length === 0) throw nothingLeft(source);
    return {
        kind: "folder",
        layout,
        hash,
        realPath,
        listing,
        entries,
        describeChange: (previousHash) => describeChange(layout, previousHash, listing),
    };
}

/** Images of one folder that leave out different things have an index each, or they would overwrite one another's. */
function indexFile(layout: StoreLayout, realPath: string, leftOut: readonly string[]): string {
    const key = createHash("sha256").update(JSON.stringify([realPath, leftOut]));
    return join(layout.index, "trees", key.digest("hex"));
}

async function remember(layout: StoreLayout, file: string, current: TreeIndex): Promise<void> {
    try {
        await writeIndex(file, current);
        await keepListing(layout, current.hash, current.listing);
        await tidyOnce(layout.index);
    } catch {
        // All that is lost is time, at the next look. What needs the store will say what is wrong with it.
    }
}

function describeChange(layout: StoreLayout, previousHash: string, listing: Listing): string | undefined {
    const previous = recallListing(layout, previousHash);
    return previous && describeDiff(treeDiff(previous, listing));
}
