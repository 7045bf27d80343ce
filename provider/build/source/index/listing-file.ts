import { join } from "node:path";
import type { StoreLayout } from "../../../artifact/layout";
import type { Listing } from "../listing";
import { readIndex, writeIndex } from "./index-file";

/** Keeps what was in a tree, so that what has changed since can be named. */
export async function keepListing(layout: StoreLayout, hash: string, listing: Listing): Promise<void> {
    await writeIndex(fileOf(layout, hash), { hash, listing, fingerprints: new Float64Array() });
}

export function recallListing(layout: StoreLayout, hash: string): Listing | undefined {
    return readIndex(fileOf(layout, hash))?.listing;
}

function fileOf(layout: StoreLayout, hash: string): string {
    return join(layout.index, "listings", hash.replace(/\W/g, "-"));
}
