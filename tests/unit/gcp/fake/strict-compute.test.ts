import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startFake, type Fake } from "../../../fakes/gcp/server";
import { archive, requestsTo, type Heard } from "./requests";

let fake: Fake;
let ask: ReturnType<typeof requestsTo>;
beforeEach(async () => {
    fake = await startFake();
    fake.authenticates = false;
    ask = requestsTo(fake);
});
afterEach(() => fake.stop());

const other = { rawDisk: { source: "https://storage.googleapis.com/uploads/other" } };
const uuid = "12345678-1234-4234-8234-123456789abc";

describe("the fake of Compute Engine refuses", () => {
    test.each<[what: string, status: number, said: RegExp, action: () => Promise<Heard>]>([
        ["a field that it has not", 400, /Unknown name "colour"/, () => ask.insert({ colour: "red" })],
        ["a query that it has not", 400, /Unknown name "dry"/, () => ask.insert({}, "?dry=1")],
        ["a name with capitals", 400, /resource.name/, () => ask.insert({ name: "Web" })],
        ["a family with a dash at its end", 400, /resource.family/, () => ask.insert({ family: "web-" })],
        [
            "a feature that there is not",
            400,
            /guestOsFeatures/,
            () => ask.insert({ guestOsFeatures: [{ type: "FAST" }] }),
        ],
        [
            "an architecture in small letters",
            400,
            /architecture/,
            () => ask.insert({ architecture: "arm64" }),
        ],
        ["a label with capitals", 400, /labels/, () => ask.insert({ labels: { Team: "a" } })],
        ["two places", 400, /Only one/, () => ask.insert({ storageLocations: ["eu", "us"] })],
        ["a place that there is not", 400, /Unknown location/, () => ask.insert({ storageLocations: ["x"] })],
        ["an object that is not there", 400, /rawDisk.source/, () => ask.insert(other)],
        ["an ID that is no UUID", 400, /Must be a valid UUID/, () => ask.insert({}, "?requestId=1")],
        [
            "an ID of another request",
            400,
            /used for another request/,
            async () => {
                await ask.made();
                const question = `?requestId=${uuid}`;
                await ask.ask("POST", `${ask.images}/web/deprecate${question}`, {
                    json: { state: "OBSOLETE" },
                });
                return ask.ask("DELETE", `${ask.images}/web${question}`);
            },
        ],
        [
            "a name that is taken",
            409,
            /already exists/,
            async () => {
                await ask.made();
                return ask.insert();
            },
        ],
        [
            "labels for those of another time",
            412,
            /fingerprint/,
            async () => {
                await ask.made();
                const json = { labels: {}, labelFingerprint: "old=" };
                return ask.ask("POST", `${ask.images}/web/setLabels`, { json });
            },
        ],
        [
            "a date that is none",
            400,
            /RFC3339/,
            async () => {
                await ask.made();
                const json = { state: "DEPRECATED", obsolete: "soon" };
                return ask.ask("POST", `${ask.images}/web/deprecate`, { json });
            },
        ],
        [
            "a replacement that is no URL",
            400,
            /replacement/,
            async () => {
                await ask.made();
                const json = { state: "DEPRECATED", replacement: "web-2" };
                return ask.ask("POST", `${ask.images}/web/deprecate`, { json });
            },
        ],
        [
            "a change of what cannot be changed",
            400,
            /architecture/,
            async () => {
                await ask.made();
                return ask.ask("PATCH", `${ask.images}/web`, { json: { architecture: "ARM64" } });
            },
        ],
        [
            "another family with a dash at its end",
            400,
            /family/,
            async () => {
                await ask.made();
                return ask.ask("PATCH", `${ask.images}/web`, { json: { family: "web-" } });
            },
        ],
        [
            "the deletion of an image that is being made",
            400,
            /not ready/,
            async () => {
                await ask.stored(await archive());
                await ask.insert();
                return ask.ask("DELETE", `${ask.images}/web`);
            },
        ],
        [
            "a filter that it does not know",
            400,
            /filter/,
            () => ask.ask("GET", "/compute/v1/projects/test-project/global/operations?filter=x"),
        ],
    ])("%s", async (_, status, said, action) => {
        const heard = await action();
        expect([heard.status, heard.said]).toEqual([status, expect.stringMatching(said)]);
    });
});

test("the fake of Compute Engine makes an image of what is right, once for one ID", async () => {
    await ask.stored(await archive());
    const [one, again] = [
        await ask.insert({}, `?requestId=${uuid}`),
        await ask.insert({}, `?requestId=${uuid}`),
    ];
    expect(again.body.name).toBe(one.body.name);
    expect(await ask.ended(one)).toBe("");
    expect(fake.account.images.get("web")).toMatchObject({ status: "READY", diskSizeGb: "1" });
});

test("what comes without a token is refused", async () => {
    fake.authenticates = true;
    expect((await ask.ask("GET", `${ask.images}/web`)).status).toBe(401);
});
