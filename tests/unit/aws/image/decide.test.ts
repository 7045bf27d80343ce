import { expect, test } from "@jest/globals";
import { decide, type FoundSnapshot } from "../../../../provider/aws/image/leftovers";
import { mark } from "../../../../provider/aws/image/marks";
import type { Found } from "../../../../provider/aws/image/survey";

const image = (imageId: string, key: string, more: Partial<Found> = {}): Found => ({
    ...{ imageId, snapshotId: `snap-of-${imageId}`, name: imageId, architecture: "x86_64", isReady: true },
    tags: { [mark.key]: key },
    ...more,
});

const snapshot = (snapshotId: string, key: string, state = "pending"): FoundSnapshot => ({
    snapshotId,
    key,
    state,
});

const wanted = { key: "mine", name: "web" };

const ids = ({ images, snapshots }: ReturnType<typeof decide>["abandoned"]): string[] => [
    ...images.map(({ imageId }) => imageId),
    ...snapshots.map(({ snapshotId }) => snapshotId),
];

test.each([
    { what: "nothing", images: [], snapshots: [], abandoned: [] },
    {
        what: "the other half of a replacement, which is left alone",
        images: [image("ami-old", "other")],
        snapshots: [snapshot("snap-of-ami-old", "other", "completed")],
        abandoned: [],
    },
    {
        what: "a snapshot of this very creation, which is filled further",
        images: [],
        snapshots: [snapshot("snap-1", "mine")],
        snapshot: "snap-1",
        abandoned: [],
    },
    {
        what: "two snapshots of this very creation, of which one is enough",
        images: [],
        snapshots: [snapshot("snap-1", "mine"), snapshot("snap-2", "mine")],
        snapshot: "snap-1",
        abandoned: ["snap-2"],
    },
    {
        what: "a snapshot that failed",
        images: [],
        snapshots: [snapshot("snap-1", "mine", "error")],
        abandoned: ["snap-1"],
    },
    {
        what: "a snapshot of a creation of something else",
        images: [],
        snapshots: [snapshot("snap-1", "other", "completed")],
        abandoned: ["snap-1"],
    },
    {
        what: "the image of this very creation",
        images: [image("ami-1", "mine")],
        snapshots: [snapshot("snap-of-ami-1", "mine", "completed"), snapshot("snap-2", "mine")],
        image: "ami-1",
        abandoned: ["snap-2"],
    },
    {
        what: "an unfinished image of a creation of something else",
        images: [image("ami-1", "other", { tags: { [mark.key]: "other", [mark.unfinished]: "yes" } })],
        snapshots: [snapshot("snap-of-ami-1", "other", "completed")],
        abandoned: ["ami-1"],
    },
    {
        what: "an image that has the name, whose creation was never heard of",
        images: [image("ami-1", "other", { name: "web" })],
        snapshots: [],
        abandoned: ["ami-1"],
    },
])("a creation finds $what", ({ images, snapshots, abandoned, ...found }) => {
    const decision = decide({ images, snapshots }, wanted);
    expect(decision.image?.imageId).toBe(found.image);
    expect(decision.snapshot?.snapshotId).toBe(found.snapshot);
    expect(ids(decision.abandoned)).toEqual(abandoned);
});
