import type { ImageInputs } from "../../../../provider/gcp/image";
import type { Fake } from "../../../fakes/gcp/server";
import { callTo, created, holdings, inputs, lifecycle, other, type ImageState } from "./world";

/** A run of the engine that changes something, and what it is to come to. */
export interface Scenario {
    readonly name: string;
    /** What an earlier run has made. */
    readonly before: (fake: Fake) => Promise<ImageState | undefined>;
    /** Does what an `up` does from what the state says, which it may do again after it failed. */
    readonly run: (fake: Reachable, state: Known) => Promise<void>;
    /** What the program wants in the end. */
    readonly wanted: ImageInputs | undefined;
}

/** The state, as the engine keeps it: written after each operation that has ended well. */
export interface Known {
    current?: ImageState;
    /** Replaced, and still to be deleted. */
    pending?: ImageState;
    /** Told after each operation that has ended well. */
    readonly save?: () => void;
}

/** What a run needs of the fake, which may be in another process. */
export type Reachable = Pick<Fake, "origin" | "key">;

const changed: ImageInputs = {
    ...inputs,
    family: "web",
    labels: { team: "edge" },
    deprecated: { state: "DEPRECATED" },
};

export const scenarios: readonly Scenario[] = [
    { name: "create", before: () => Promise.resolve(undefined), run: up(inputs), wanted: inputs },
    {
        name: "create as deprecated",
        before: () => Promise.resolve(undefined),
        run: up(changed),
        wanted: changed,
    },
    { name: "update", before: created, run: up(changed), wanted: changed },
    {
        name: "replace",
        before: created,
        run: up({ ...inputs, image: other }),
        wanted: { ...inputs, image: other },
    },
    { name: "delete", before: created, run: up(undefined), wanted: undefined },
];

/** A later run, whose program wants other contents than any before it. */
const third: ImageInputs = { ...inputs, image: { ...other, digest: `sha256:${"ef".repeat(32)}` } };
export const anotherProgram: Scenario = {
    name: "another program",
    before: created,
    run: up(third),
    wanted: third,
};

function up(wanted: ImageInputs | undefined): Scenario["run"] {
    return async (fake, state) => {
        const { current } = state;
        const isReplaced = current && wanted && current.inputs.image.digest !== wanted.image.digest;
        if (wanted && (!current || isReplaced)) {
            state.current = { ...(await lifecycle.create(callTo(fake), { inputs: wanted })), inputs: wanted };
            state.pending = current;
            state.save?.();
        } else if (wanted && current && current.inputs !== wanted) {
            const { outputs } = await lifecycle.update(callTo(fake), { inputs: wanted, previous: current });
            state.current = { id: current.id, inputs: wanted, outputs };
            state.save?.();
        }
        const gone = state.pending ?? (wanted ? undefined : current);
        if (gone === undefined) return;
        await lifecycle.delete(callTo(fake), { state: gone });
        state.pending = undefined;
        if (!wanted) state.current = undefined;
        state.save?.();
    };
}

/** What is not as the state and the program say; nothing when all is right. */
export function wrong(fake: Fake, { current, pending }: Known, { wanted }: Scenario): string[] {
    const { images, objects } = holdings(fake);
    const names = current ? [current.outputs.imageName] : [];
    const image = current && fake.account.images.get(current.outputs.imageName);
    return [
        ...(JSON.stringify(images) === JSON.stringify(names)
            ? []
            : [`images: ${images.join()} instead of ${names.join()}`]),
        ...objects.map((name) => `left behind: ${name}`),
        ...(pending ? ["the old one is still to be deleted"] : []),
        ...(Boolean(current) === Boolean(wanted) ? [] : ["the state is not what the program says"]),
        ...(image && image.id !== current.outputs.imageId ? ["it is another image"] : []),
        ...(image && image.status !== "READY" ? [`it is ${image.status}`] : []),
        ...(image && image.family !== wanted?.family ? ["its family is wrong"] : []),
        ...(image && image.labels.team !== wanted?.labels?.team ? ["its labels are wrong"] : []),
        ...(image && image.labels["pulumi-unikernel-unit"] !== current.outputs.unit
            ? ["it is not marked as this resource's"]
            : []),
        ...(image && image.deprecated?.state !== wanted?.deprecated?.state
            ? ["its deprecation is wrong"]
            : []),
    ];
}
