import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { Refused } from "../../../../provider/gcp/http/client";
import { refusal } from "../../../../provider/gcp/lifecycle/failures";
import { upload } from "../../../../provider/gcp/storage/upload";
import { startFake, type Fake } from "../../../fakes/gcp/server";
import { callTo, holdings, inputs, lifecycle } from "./world";

let fake: Fake;
beforeEach(async () => {
    fake = await startFake();
});
afterEach(() => fake.stop());

const compute = "https://compute.googleapis.com/compute/v1/projects/shop/global/images";

test.each(["accessNotConfigured", "SERVICE_DISABLED"])(
    "an API that is switched off, by the reason %s, is told with Google's words, which say where to switch it on",
    (reason) => {
        const message = "Compute Engine API has not been used in project shop before or it is disabled";
        const told = refusal(
            { what: "the image web", project: "shop", bucket: "uploads" },
            new Refused({ status: 403, reason, message }, compute),
        );
        expect({ message: told.message, property: told.property }).toEqual({
            message: `The image web was not touched: an API is switched off: ${message}.`,
            property: "project",
        });
    },
);

test("an upload that Cloud Storage ends over and over is given up, and leaves nothing", async () => {
    fake.done = (_, what) => {
        if (what.startsWith("PUT")) fake.endSessions();
    };
    await expect(lifecycle.create(callTo(fake), { inputs })).rejects.toThrow(
        /^gs:\/\/uploads\/\S+ could not be uploaded: Cloud Storage ended the upload 3 times\. Run this again\.$/,
    );
    expect(holdings(fake)).toEqual({ images: [], objects: [] });
});

test("an emulator that begins no upload is named", async () => {
    const client = {
        request: () => Promise.resolve({ status: 200, headers: new Headers(), body: undefined }),
    };
    const request = {
        ...{ client, endpoint: "http://127.0.0.1:4443", bucket: "uploads", name: "web.tar.gz", metadata: {} },
        source: () => Readable.from([]),
        onProgress: () => undefined,
    };
    await expect(upload(request)).rejects.toThrow(
        "http://127.0.0.1:4443 began no upload: its answer has no Location.",
    );
});
