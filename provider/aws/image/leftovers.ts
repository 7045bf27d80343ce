import type { Region } from "../client/region";
import { findTaggedImages, type Found } from "./survey";
import { mark, tagsOf, urnMark } from "./marks";

/** A snapshot of this resource's, as a look at a region shows it. */
export interface FoundSnapshot {
    readonly snapshotId: string;
    readonly state: string;
    readonly key?: string;
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
        SnapshotId === undefined
            ? []
            : [{ snapshotId: SnapshotId, state: State, key: tagsOf(Tags)[mark.key] }],
    );
}

/**
 * Pure. Which of the traces belong to what is to be made, and which to nothing. An image without the mark of what is
 * unfinished is in a state, that of the other half of a replacement for one, and so is its snapshot: they are left alone,
 * unless the image has the very name that is to be given: then its creation was never heard of. A snapshot that no image
 * uses is in no state.
 */
export function decide(
    { images, snapshots }: Traces,
    { key, name }: { readonly key: string; readonly name: string },
): Decision {
    const image = images.find(({ tags }) => tags[mark.key] === key);
    const used = new Set(images.map(({ snapshotId }) => snapshotId));
    const free = snapshots.filter(({ snapshotId }) => !used.has(snapshotId));
    const usable = ({ state, key: made }: FoundSnapshot): boolean =>
        image === undefined && made === key && state !== "error";
    const snapshot = free.find(usable);
    const isLost = (one: Found): boolean =>
        one !== image && (one.tags[mark.unfinished] !== undefined || one.name === name);
    return {
        ...{ image, snapshot },
        abandoned: { images: images.filter(isLost), snapshots: free.filter((one) => one !== snapshot) },
    };
}
