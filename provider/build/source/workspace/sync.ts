import { lstatSync } from "node:fs";
import { makeFolder } from "../../../artifact/folder";
import { removeTree } from "../../../artifact/remove-tree";
import { concurrently } from "../concurrently";
import { hashFiles } from "../hash/files";
import { readIndex, writeIndex } from "../index/index-file";
import { fingerprints, type TreeIndex } from "../index/tree-index";
import type { Entry, Listing } from "../listing";
import { sourceError } from "../source-error";
import { inspect, type Differences } from "./inspect";
import { makeFoldersFor, place } from "./place";
import { removePaths } from "./remove";

/** A tree that has been looked at. */
export interface Tree {
    readonly root: string;
    readonly hash: string;
    readonly listing: Listing;
}

/**
 * Makes a workspace a copy of a tree, where toolchains may leave what they like besides: that stays. Files that are
 * right already are not touched, so that make, dune and cargo see what has changed; files that the tree no longer has
 * go.
 *
 * The manifest, a file beside the workspace, says what was put there. Before anything is changed it is made to name
 * whatever will have been put there, and without fingerprints where that is not certain yet: whenever this process
 * dies, the next one checks those files by their contents. Only one process may do this with a workspace at a time.
 */
export async function syncWorkspace(tree: Tree, workspace: string, signal: AbortSignal): Promise<void> {
    const manifestFile = `${workspace}.manifest`;
    const manifest = readIndex(manifestFile) ?? (await startAfresh(workspace));
    await makeFolder(workspace);
    const differences = await inspect(workspace, manifest, tree.listing, signal);
    if (isSame(differences)) {
        if (!differences.isManifestCurrent) await writeIndex(manifestFile, describe(tree, workspace));
        return;
    }
    await writeIndex(manifestFile, announce(manifest, differences));
    removePaths(workspace, differences.surplus);
    makeFoldersFor(workspace, differences.misplaced);
    await concurrently(differences.misplaced, signal, (entry) => place(tree.root, workspace, entry));
    await verifyCopies(workspace, differences.misplaced, signal);
    await writeIndex(manifestFile, describe(tree, workspace));
}

/** Without a manifest nobody knows which of the files in a workspace are a source's that has moved on. */
async function startAfresh(workspace: string): Promise<TreeIndex> {
    await removeTree(workspace);
    return { hash: "", listing: [], fingerprints: new Float64Array() };
}

function isSame({ misplaced, surplus }: Differences): boolean {
    return misplaced.length === 0 && surplus.length === 0;
}

/** What may be in the workspace from now on: all that was there, and all that is about to be. */
function announce(manifest: TreeIndex, { misplaced }: Differences): TreeIndex {
    const listing = [
        ...new Map([...manifest.listing, ...misplaced].map((entry) => [entry.path, entry])).values(),
    ];
    return {
        hash: "",
        listing,
        fingerprints: fingerprints(
            listing.map(() => undefined),
            0,
        ),
    };
}

function describe({ hash, listing }: Tree, workspace: string): TreeIndex {
    const fromMs = Date.now();
    const stats = listing.map(({ path }) => lstatSync(`${workspace}/${path}`, { throwIfNoEntry: false }));
    return { hash, listing, fingerprints: fingerprints(stats, fromMs) };
}

/** The source may have changed between the look at it and the copy. */
async function verifyCopies(
    workspace: string,
    entries: readonly Entry[],
    signal: AbortSignal,
): Promise<void> {
    const files = entries.filter(({ kind }) => kind !== "symlink");
    const paths = files.map(({ path }) => `${workspace}/${path}`);
    const sizes = paths.map((path) => ({ path, size: lstatSync(path).size }));
    const digests = await hashFiles(sizes, signal);
    const changed = files.find(({ content }, at) => digests[at] !== content);
    if (changed) {
        throw sourceError(
            `${changed.path} changed while the source was being copied for the build. ` +
                "Run the command again when nothing writes to the source.",
        );
    }
}
