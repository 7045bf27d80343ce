import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { UserError } from "../../../../provider/protocol/errors";
import { Refusal, type Reply } from "../../../fakes/gcp/answer";
import { startFake, type Fake } from "../../../fakes/gcp/server";
import { callTo, created, holdings, inputs, lifecycle } from "./world";

let fake: Fake;
beforeEach(async () => {
    fake = await startFake();
});
afterEach(() => fake.stop());

const failure = (): Promise<UserError> =>
    created(fake).then(
        () => {
            throw new Error("it was made");
        },
        (error: unknown) => error as UserError,
    );

/** Digits for the contents, which differ from test to test. */
const plain = ({ message }: Error): string =>
    message.replace(/web-[0-9a-f]{6}-[0-9a-f]{10}/g, "web-abcdef-0123456789");

test.each<[what: string, is: (what: string) => boolean, reply: Reply, said: string]>([
    [
        "an API that is switched off",
        (what) => what.includes("/compute/"),
        new Refusal(
            403,
            "accessNotConfigured",
            "Compute Engine API has not been used in project 1 before or it is disabled.",
        ).reply(),
        "The image web-abcdef-0123456789 was not touched: an API is switched off: Compute Engine API has not been used in project 1 before or it is disabled.",
    ],
    [
        "too many requests",
        (what) => what.includes("/compute/"),
        new Refusal(
            403,
            "rateLimitExceeded",
            "Quota exceeded for quota metric 'Queries' of service 'compute.googleapis.com'.",
        ).reply(),
        "The image web-abcdef-0123456789 was refused for too many requests: Quota exceeded for quota metric 'Queries' of service 'compute.googleapis.com'. Run this again in a few minutes.",
    ],
    [
        "an upload that is not begun",
        (what) => what.startsWith("POST /upload/"),
        { status: 200 },
        "http://127.0.0.1:PORT began no upload: its answer has no Location.",
    ],
])("%s", async (_, is, reply, said) => {
    fake.fault = (_, what) => (is(what) ? { kind: "reply", reply } : undefined);
    const { message } = await failure().then((error) => ({ message: plain(error) }));
    expect(message.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:PORT")).toBe(said);
    expect(holdings(fake)).toEqual({ images: [], objects: [] });
});

test("an upload that Cloud Storage ends again and again", async () => {
    fake.done = (_, what) => {
        if (what.startsWith("PUT")) fake.endSessions();
    };
    const { message } = await failure();
    expect(message.replace(/pulumi-unikernel\/\S+/, "OBJECT")).toBe(
        "gs://uploads/OBJECT could not be uploaded: Cloud Storage ended the upload 3 times. Run this again.",
    );
    expect(holdings(fake)).toEqual({ images: [], objects: [] });
});

test("an upload whose session the server forgets begins anew", async () => {
    let forgotten = false;
    fake.done = (_, what) => {
        if (!what.startsWith("PUT") || forgotten) return;
        forgotten = true;
        fake.endSessions();
    };
    const { outputs } = await created(fake);
    expect(holdings(fake)).toEqual({ images: [outputs.imageName], objects: [] });
});

test("a create that is given up in the middle of the upload leaves nothing", async () => {
    const abort = new AbortController();
    fake.done = (_, what) => {
        if (what.startsWith("PUT")) abort.abort(new Error("given up"));
    };
    await expect(lifecycle.create(callTo(fake, { signal: abort.signal }), { inputs })).rejects.toThrow(
        "given up",
    );
    expect(holdings(fake)).toEqual({ images: [], objects: [] });
});

test("a create that is given up while GCE makes the image leaves nothing either", async () => {
    const abort = new AbortController();
    fake.done = (_, what) => {
        if (what.endsWith("/wait")) abort.abort(new Error("given up"));
    };
    await expect(lifecycle.create(callTo(fake, { signal: abort.signal }), { inputs })).rejects.toThrow(
        "given up",
    );
    expect(holdings(fake)).toEqual({ images: [], objects: [] });
});
