import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { imageLifecycleIn } from "../../../../provider/gcp/lifecycle/lifecycle";
import { startFake, type Fake, type Fault } from "../../../fakes/gcp/server";
import { callTo, hasty, holdings, inputs, pace, world } from "./world";

let fake: Fake;
beforeEach(async () => {
    fake = await startFake();
});
afterEach(() => fake.stop());

const quantum = 256 * 1024;

/** Bodies that are longer go wrong. Ends a create that goes on for ever. */
function limited(longest: number, fault: Fault, abort = new AbortController()): AbortSignal {
    let bodies = 0;
    fake.fault = (_, what, bytes) => {
        if (!what.startsWith("PUT") || bytes <= longest) return undefined;
        if (++bodies > 20 * pace.attempts) abort.abort(new Error("it never ends"));
        return fault;
    };
    return abort.signal;
}

const create = (signal: AbortSignal, chunkBytes = 4 * quantum) =>
    imageLifecycleIn({ ...world, chunkBytes }).create(callTo(fake, { signal }), { inputs });

const plain = ({ message }: Error): string =>
    message
        .replace(/pulumi-unikernel\/\S+\.tar\.gz/g, "OBJECT")
        .replace(/image web-\S+/, "image web")
        .replace(/other side closed|read ECONNRESET/, "it broke off");

const failure = (action: Promise<unknown>): Promise<string> =>
    action.then(() => "it was made", plain as (error: unknown) => string);

const advice = "Check the network, and a proxy's limits on the way, and run this again.";

test.each<[what: string, fault: Fault, said: string]>([
    [
        "is refused",
        { kind: "status", status: 503 },
        "The image web was refused: Please try again in 30 seconds.",
    ],
    [
        "breaks off",
        { kind: "reset" },
        `gs://uploads/OBJECT could not be uploaded: nothing came through from byte 0 on: it broke off (4 attempts). ${advice}`,
    ],
    [
        "is taken and not kept",
        { kind: "reply", reply: { status: 308 } },
        `gs://uploads/OBJECT could not be uploaded: nothing came through from byte 0 on: nothing of it was kept (4 attempts). ${advice}`,
    ],
])(
    "an upload of which all data %s comes to its end, though the server can be asked",
    async (_, fault, said) => {
        expect(await failure(create(limited(0, fault)))).toBe(said);
        expect(holdings(fake)).toEqual({ images: [], objects: [] });
    },
);

test("an image gets through a line that brings little in the time of a request", async () => {
    const signal = limited(quantum, { kind: "hang" });
    const { outputs } = await hasty(1000, () => create(signal));
    expect(holdings(fake)).toEqual({ images: [outputs.imageName], objects: [] });
});

test("once a line was too slow for a chunk, no more as large as that is sent", async () => {
    const lengths: number[] = [];
    const limit = limited(quantum, { kind: "reset" });
    const faultOf = fake.fault;
    fake.fault = (number, what, bytes) => {
        if (what.startsWith("PUT") && bytes > 0) lengths.push(bytes);
        return faultOf(number, what, bytes);
    };
    await create(limit, 2 * quantum);
    expect(lengths.filter((length) => length > quantum)).toHaveLength(1);
});

test("what Cloud Storage has kept of data that broke off is not sent again", async () => {
    const lengths: number[] = [];
    fake.fault = (_, what, bytes) => {
        if (!what.startsWith("PUT") || bytes === 0) return undefined;
        return lengths.push(bytes) === 1 ? { kind: "partial" } : undefined;
    };
    await create(new AbortController().signal, 2 * quantum);
    expect(lengths.slice(0, 2)).toEqual([2 * quantum, quantum]);
});
