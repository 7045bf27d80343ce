import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Artifact } from "../../../provider/artifact/artifact";
import { AmiInputs, type AmiOutputs } from "../../../provider/aws/ami";
import { amiLifecycleWith } from "../../../provider/aws/ami/lifecycle";
import type { Means } from "../../../provider/aws/ami/means";
import type { Pace } from "../../../provider/aws/client/pace";
import { mark, usersTags } from "../../../provider/aws/image/marks";
import { blocksOf } from "../../../provider/aws/snapshot/blocks";
import type { State } from "../../../provider/protocol/resource";
import type { FakeAws } from "../../fakes/aws/server";
import { callFor, settingsOf } from "../host/calls";
import { sparseDisk } from "./disks";

/** Whatever takes seconds for a user takes milliseconds here. */
const fastPace: Pace = {
    connectMs: 2000,
    silenceMs: 2000,
    attemptMs: 1500,
    blockMs: 1500,
    easyBlockMs: 200,
    attempts: 6,
    backoffMs: 1,
    longestBackoffMs: 4,
    unknownMs: 2000,
    lookMs: 10,
    longestLookMs: 30,
    readyMs: 5000,
    tidyMs: 5000,
};

export function imageOf(word = "web", more: Partial<Artifact> = {}): Artifact {
    const digest = `sha256:${createHash("sha256").update(word).digest("hex")}`;
    return { name: `${word}.spt`, digest, size: 4096, target: "spt", arch: "x86_64", devices: [], ...more };
}

export const means = (pace: Partial<Pace> = {}): Means => ({
    pace: { ...fastPace, ...pace },
    diskOf: (_, { image }) => Promise.resolve(sparseDisk(image.digest, 2)),
    diskAtHand: (_, { image }) => Promise.resolve({ disk: sparseDisk(image.digest, 2) }),
});

export type AmiState = State<AmiInputs, AmiOutputs>;

export const inputsOf = (more: Partial<AmiInputs> = {}): AmiInputs =>
    AmiInputs.parse({ image: imageOf(), regions: ["eu-west-1"], name: "web-0000001", ...more });

/** The resource `web` of a program, and the account it is in. */
export function worldOf(fake: Pick<FakeAws, "url">, using: Partial<Means> = {}) {
    const lifecycle = amiLifecycleWith({ ...means(), ...using });
    const notes: string[] = [];
    const statuses: string[] = [];
    const call = callFor("web", {
        settings: { ...settingsOf(), aws: { endpoint: fake.url } },
        urn: "urn:pulumi:test::shop::unikernel:aws:Ami::web",
        onNote: (note) => notes.push(note),
        onStatus: (status) => statuses.push(status),
    });
    return {
        ...{ lifecycle, call, notes, statuses },
        create: async (inputs: AmiInputs = inputsOf()): Promise<AmiState> => ({
            ...(await lifecycle.create(call, { inputs })),
            inputs,
        }),
        update: async (previous: AmiState, inputs: AmiInputs): Promise<AmiState> => ({
            ...(await lifecycle.update(call, { inputs, previous })),
            ...{ id: previous.id, inputs },
        }),
        read: (state: AmiState) => lifecycle.read(call, { id: state.id, state }),
        import: (id: string) => lifecycle.read(call, { id }),
        delete: (state: AmiState) => lifecycle.delete(call, { state }),
    };
}

/** The images and snapshots of the whole account, by region. */
export function holdings(fake: FakeAws): Record<string, { images: string[]; snapshots: string[] }> {
    return Object.fromEntries(
        [...fake.regions]
            .map(
                ([name, { images, snapshots }]) =>
                    [
                        name,
                        { images: [...images.keys()].sort(), snapshots: [...snapshots.keys()].sort() },
                    ] as const,
            )
            .filter(([, { images, snapshots }]) => images.length + snapshots.length > 0),
    );
}

/** What a state says is there. */
export function claimed(...states: readonly AmiState[]): ReturnType<typeof holdings> {
    const all: ReturnType<typeof holdings> = {};
    for (const { ids, snapshotIds } of states.map(({ outputs }) => outputs)) {
        for (const [region, id] of Object.entries(ids)) {
            const there = (all[region] ??= { images: [], snapshots: [] });
            there.images.push(id);
            there.snapshots.push(snapshotIds[region] ?? "");
        }
    }
    for (const { images, snapshots } of Object.values(all)) {
        images.sort();
        snapshots.sort();
    }
    return Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What of an image in a region is not as a state says; nothing when all is right. */
export function wrongIn(fake: FakeAws, { inputs, outputs }: AmiState): string[] {
    const { accounts = [] } = inputs.launchPermissions ?? {};
    const time = inputs.deprecateAt === undefined ? undefined : Date.parse(inputs.deprecateAt);
    const disk = [...blocksOf(sparseDisk(inputs.image.digest, 2))];
    return Object.entries(outputs.ids).flatMap(([region, id]) => {
        const image = fake.region(region).images.get(id);
        const snapshot = fake.region(region).snapshots.get(outputs.snapshotIds[region] ?? "");
        if (!image || !snapshot) return [`${region}: it is not there`];
        const isAs: Record<string, boolean> = {
            blocks: disk.every(({ index, bytes }) => snapshot.blocks.get(index)?.bytes.equals(bytes)),
            "number of blocks": snapshot.blocks.size === disk.length,
            "state of the snapshot": snapshot.state === "completed" && image.snapshotId === snapshot.id,
            encryption: snapshot.encrypted === inputs.encrypted,
            mark: !image.tags.has(mark.unfinished) && image.tags.has(mark.urn) && snapshot.tags.has(mark.urn),
            tags: [image, snapshot].every(({ tags }) =>
                isDeepStrictEqual(usersTags(Object.fromEntries(tags)), inputs.tags),
            ),
            permissions:
                isDeepStrictEqual(
                    [...image.permissions],
                    accounts.map((account) => `user:${account}`),
                ) && isDeepStrictEqual([...snapshot.sharedWith], accounts),
            deprecation: image.deprecateAt?.getTime() === time,
        };
        return Object.keys(isAs).flatMap((what) => (isAs[what] ? [] : [`${region}: another ${what}`]));
    });
}

/** Credentials that the fake knows, and nothing of the machine's own. */
export function useCredentials(key = "AKIATEST"): void {
    for (const name of Object.keys(process.env))
        if (name.startsWith("AWS_")) Reflect.deleteProperty(process.env, name);
    process.env.AWS_ACCESS_KEY_ID = key;
    process.env.AWS_SECRET_ACCESS_KEY = "secret";
    process.env.AWS_EC2_METADATA_DISABLED = "true";
    process.env.AWS_CONFIG_FILE = process.env.AWS_SHARED_CREDENTIALS_FILE = "/dev/null";
}
