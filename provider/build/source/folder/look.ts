import { createHash } from "node:crypto";
import { join, relative, sep } from "node:path";
import type { StoreLayout } from "../../../artifact/layout";
import { describeDiff, treeDiff } from "../diff";
import { withAncestorIgnoreFiles } from "../ignore/ancestors";
import { ignoreRules, type IgnoreRules } from "../ignore/rules";
import { readIndex, writeIndex } from "../index/index-file";
import { keepListing, recallListing } from "../index/listing-file";
import { scan } from "../index/scan";
import { tidyOnce } from "../index/tidy";
import type { TreeIndex } from "../index/tree-index";
import { topLevelNames, type Listing } from "../listing";
import { takeTurn } from "../turns";
import { emptyFolder, locateFolder } from "./locate";

export interface FolderRequest {
    readonly source: string;
    /** What a relative source is relative to. */
    readonly base: string;
    /** The user's .gitignore patterns. They outrank all others. */
    readonly ignore: readonly string[];
    /** The .gitignore patterns of what the toolchain leaves in a source tree. */
    readonly outputs: readonly string[];
    readonly layout: StoreLayout;
    readonly signal: AbortSignal;
}

export interface FolderLook {
    readonly kind: "folder";
    readonly layout: StoreLayout;
    /** Of contents, paths, execute bits and symlinks. */
    readonly hash: string;
    readonly realPath: string;
    readonly listing: Listing;
    /** The names in the tree's top folder. */
    readonly entries: ReadonlySet<string>;
    /** What differs from the tree with that hash, in a line, if this machine remembers it. */
    readonly describeChange: (previousHash: string) => string | undefined;
}

export async function lookAtFolder(request: FolderRequest): Promise<FolderLook> {
    const { source, base, layout, signal } = request;
    const realPath = locateFolder(source, base);
    const file = indexFile(request, realPath);
    const { hash, listing } = await takeTurn(async () => {
        const known = readIndex(file);
        const current = await scan(realPath, rulesFor(request, realPath), known, signal);
        if (current !== known) await remember(layout, file, current);
        return current;
    });
    if (listing.length === 0) throw await emptyFolder(source, realPath);
    return {
        kind: "folder",
        layout,
        hash,
        realPath,
        listing,
        entries: topLevelNames(listing),
        describeChange: (previousHash) => describeChange(layout, previousHash, listing),
    };
}

function rulesFor({ ignore, outputs, layout }: FolderRequest, root: string): IgnoreRules {
    const store = relative(root, layout.root);
    const storeIsInside = store !== "" && store.split(sep, 1).join() !== "..";
    const literalStore = `/${store.replace(/[\\*?[\]!# ]/g, "\\$&")}/`;
    const overrides = [...outputs, ...ignore, ...(storeIsInside ? [literalStore] : [])];
    return withAncestorIgnoreFiles(ignoreRules(overrides), root);
}

/** Images of one folder that leave out different things have an index each, or they would overwrite one another's. */
function indexFile({ layout, ignore, outputs }: FolderRequest, realPath: string): string {
    const key = createHash("sha256")
        .update(JSON.stringify([realPath, outputs, ignore]))
        .digest("hex");
    return join(layout.index, "trees", key);
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
