import { join } from "node:path";
import type { StoreLayout } from "../../../artifact/layout";
import type { Listing } from "../listing";
import { readSealed, writeSealed } from "../sealed-file";

const format = "tree listing 1";

/** Keeps what was in a tree, so that what has changed since can be named. */
export async function keepListing(layout: StoreLayout, hash: string, listing: Listing): Promise<void> {
    await writeSealed(fileOf(layout, hash), format, listing);
}

export function recallListing(layout: StoreLayout, hash: string): Listing | undefined {
    return readSealed(fileOf(layout, hash), format) as Listing | undefined;
}

function fileOf(layout: StoreLayout, hash: string): string {
    return join(layout.index, "listings", hash.replace(/\W/g, "-"));
}
