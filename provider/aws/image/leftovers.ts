import type { Region } from "../client/region";
import { findTaggedImages, isUnfinished, type Found } from "./survey";
import { mark, tagsOf, urnMark, type Tags } from "./marks";

/** A snapshot of this resource's, as a look at a region shows it. */
export interface FoundSnapshot {
    readonly snapshotId: string;
    readonly state: string;
    readonly tags: Tags;
}

export interface Traces {
    readonly images: readonly Found[];
    readonly snapshots: readonly FoundSnapshot[];
}

/** What is to become of what was found. */
export interface Decision {
    /** Made by an earlier attempt at the very same. */
    readonly image?: Found;
    readonly snapshot?: FoundSnapshot;
    /** Made by an earlier attempt at the same under another name: it goes, and its snapshot is the one above. */
    readonly misnamed?: Found;
    /** The finished image that has the name: it goes at the last moment before it is given to the new one. */
    readonly predecessor?: Found;
    /** Made by an attempt at something else that came to nothing. */
    readonly abandoned: { readonly images: readonly Found[]; readonly snapshots: readonly FoundSnapshot[] };
}

/** All that carries the mark of a resource in a region. */
export async function tracesOf(region: Region, urn: string): Promise<Traces> {
    const [images, snapshots] = await Promise.all([
        findTaggedImages(region, mark.urn, urnMark(urn)),
        findSnapshots(region, urn),
    ]);
    return { images, snapshots };
}

async function findSnapshots(region: Region, urn: string): Promise<FoundSnapshot[]> {
    const { packages } = region;
    const filters = [{ Name: `tag:${mark.urn}`, Values: [urnMark(urn)] }];
    const asked = { action: "ec2:DescribeSnapshots", resource: "the account's snapshots" };
    const { Snapshots = [] } = await region.ask(asked, ({ ec2 }, options) =>
        ec2.send(new packages.DescribeSnapshotsCommand({ OwnerIds: ["self"], Filters: filters }), options),
    );
    return Snapshots.flatMap(({ SnapshotId, State = "", Tags }) =>
        SnapshotId === undefined ? [] : [{ snapshotId: SnapshotId, state: State, tags: tagsOf(Tags) }],
    );
}

/**
 * Pure. Which of the traces belong to what is to be made, and which to nothing. An image without the mark of what is
 * unfinished is in a state, that of the other half of a replacement for one, and so is its snapshot: no other state may
 * have them, and they are left alone, unless the image has the very name that is to be given. A snapshot that no image uses
 * is in no state.
 */
export function decide(
    { images, snapshots }: Traces,
    { key, name }: { readonly key: string; readonly name: string },
): Decision {
    const same = images
        .filter(isUnfinished)
        .filter(({ tags, snapshotId }) => tags[mark.key] === key && snapshotId);
    const image = same.find((one) => one.name === name);
    const snapshotOf = (one: Found | undefined): FoundSnapshot | undefined =>
        snapshots.find(({ snapshotId }) => snapshotId === one?.snapshotId);
    const misnamed = image ? undefined : same.find(snapshotOf);
    const free = freeOf({ images, snapshots });
    const usable = image ? [] : free.filter(({ tags, state }) => tags[mark.key] === key && state !== "error");
    const snapshot = snapshotOf(misnamed) ?? usable[0];
    return {
        ...{ image, snapshot, misnamed },
        predecessor: images.find((one) => one.name === name && !isUnfinished(one)),
        abandoned: abandonedOf({ images, snapshots }, [image, misnamed, snapshot]),
    };
}

/** Pure. What an attempt that came to nothing has left, but for what is wanted of it. */
export function abandonedOf(
    traces: Traces,
    wanted: readonly (Found | FoundSnapshot | undefined)[] = [],
): Decision["abandoned"] {
    return {
        images: traces.images.filter((one) => isUnfinished(one) && !wanted.includes(one)),
        snapshots: freeOf(traces).filter((one) => !wanted.includes(one)),
    };
}

/** Snapshots that no image uses. */
function freeOf({ images, snapshots }: Traces): FoundSnapshot[] {
    const used = new Set(images.map(({ snapshotId }) => snapshotId));
    return snapshots.filter(({ snapshotId }) => !used.has(snapshotId));
}
