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
    state,
    tags: { [mark.key]: key },
});

const unfinished = (key: string) => ({ tags: { [mark.key]: key, [mark.unfinished]: "yes" } });

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
        images: [image("ami-1", "mine", { name: "web", ...unfinished("mine") })],
        snapshots: [snapshot("snap-of-ami-1", "mine", "completed"), snapshot("snap-2", "mine")],
        image: "ami-1",
        abandoned: ["snap-2"],
    },
    {
        what: "an unfinished image of the same under another name, whose snapshot is used again",
        images: [image("ami-1", "mine", unfinished("mine")), image("ami-2", "mine", unfinished("mine"))],
        snapshots: [
            snapshot("snap-of-ami-1", "mine", "completed"),
            snapshot("snap-of-ami-2", "mine", "completed"),
            snapshot("snap-3", "mine"),
        ],
        misnamed: "ami-1",
        snapshot: "snap-of-ami-1",
        abandoned: ["ami-2", "snap-3"],
    },
    {
        what: "an unfinished image under another name whose snapshot does not show up",
        images: [image("ami-1", "mine", unfinished("mine"))],
        snapshots: [],
        abandoned: ["ami-1"],
    },
    {
        what: "the finished image of the same, which is in a state and no other may have",
        images: [image("ami-1", "mine")],
        snapshots: [snapshot("snap-of-ami-1", "mine", "completed")],
        abandoned: [],
    },
    {
        what: "an unfinished image of a creation of something else",
        images: [image("ami-1", "other", unfinished("other"))],
        snapshots: [snapshot("snap-of-ami-1", "other", "completed")],
        abandoned: ["ami-1"],
    },
    {
        what: "a finished image that has the name, which keeps it until the new one is given it",
        images: [image("ami-1", "mine", { name: "web" })],
        snapshots: [snapshot("snap-of-ami-1", "mine", "completed")],
        predecessor: "ami-1",
        abandoned: [],
    },
])("a creation finds $what", ({ images, snapshots, abandoned, ...found }) => {
    const decision = decide({ images, snapshots }, wanted);
    expect(decision.image?.imageId).toBe(found.image);
    expect(decision.misnamed?.imageId).toBe(found.misnamed);
    expect(decision.predecessor?.imageId).toBe(found.predecessor);
    expect(decision.snapshot?.snapshotId).toBe(found.snapshot);
    expect(ids(decision.abandoned)).toEqual(abandoned);
});
