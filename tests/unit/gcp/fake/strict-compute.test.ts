import { describe, expect, test } from "@jest/globals";
import { archive, askedFake, type Heard } from "./requests";

const there = askedFake();

const other = { rawDisk: { source: "https://storage.googleapis.com/uploads/other" } };
const uuid = "12345678-1234-4234-8234-123456789abc";

describe("the fake of Compute Engine refuses", () => {
    test.each<[what: string, status: number, said: RegExp, action: () => Promise<Heard>]>([
        ["a field that it has not", 400, /Unknown name "colour"/, () => there.ask.insert({ colour: "red" })],
        ["a query that it has not", 400, /Unknown name "dry"/, () => there.ask.insert({}, "?dry=1")],
        ["a name with capitals", 400, /resource.name/, () => there.ask.insert({ name: "Web" })],
        [
            "a family with a dash at its end",
            400,
            /resource.family/,
            () => there.ask.insert({ family: "web-" }),
        ],
        [
            "a feature that there is not",
            400,
            /guestOsFeatures/,
            () => there.ask.insert({ guestOsFeatures: [{ type: "FAST" }] }),
        ],
        [
            "an architecture in small letters",
            400,
            /architecture/,
            () => there.ask.insert({ architecture: "arm64" }),
        ],
        ["a label with capitals", 400, /labels/, () => there.ask.insert({ labels: { Team: "a" } })],
        ["two places", 400, /Only one/, () => there.ask.insert({ storageLocations: ["eu", "us"] })],
        [
            "a place that there is not",
            400,
            /Unknown location/,
            () => there.ask.insert({ storageLocations: ["x"] }),
        ],
        ["an object that is not there", 400, /rawDisk.source/, () => there.ask.insert(other)],
        ["an ID that is no UUID", 400, /Must be a valid UUID/, () => there.ask.insert({}, "?requestId=1")],
        [
            "an ID of another request",
            400,
            /used for another request/,
            async () => {
                await there.ask.made();
                const question = `?requestId=${uuid}`;
                await there.ask.ask("POST", `${there.ask.images}/web/deprecate${question}`, {
                    json: { state: "OBSOLETE" },
                });
                return there.ask.ask("DELETE", `${there.ask.images}/web${question}`);
            },
        ],
        [
            "a name that is taken",
            409,
            /already exists/,
            async () => {
                await there.ask.made();
                return there.ask.insert();
            },
        ],
        [
            "labels for those of another time",
            412,
            /fingerprint/,
            async () => {
                await there.ask.made();
                const json = { labels: {}, labelFingerprint: "old=" };
                return there.ask.ask("POST", `${there.ask.images}/web/setLabels`, { json });
            },
        ],
        [
            "a date that is none",
            400,
            /RFC3339/,
            async () => {
                await there.ask.made();
                const json = { state: "DEPRECATED", obsolete: "soon" };
                return there.ask.ask("POST", `${there.ask.images}/web/deprecate`, { json });
            },
        ],
        [
            "a replacement that is no URL",
            400,
            /replacement/,
            async () => {
                await there.ask.made();
                const json = { state: "DEPRECATED", replacement: "web-2" };
                return there.ask.ask("POST", `${there.ask.images}/web/deprecate`, { json });
            },
        ],
        [
            "a change of what cannot be changed",
            400,
            /architecture/,
            async () => {
                await there.ask.made();
                return there.ask.ask("PATCH", `${there.ask.images}/web`, { json: { architecture: "ARM64" } });
            },
        ],
        [
            "another family with a dash at its end",
            400,
            /family/,
            async () => {
                await there.ask.made();
                return there.ask.ask("PATCH", `${there.ask.images}/web`, { json: { family: "web-" } });
            },
        ],
        [
            "the deletion of an image that is being made",
            400,
            /not ready/,
            async () => {
                await there.ask.stored(await archive());
                await there.ask.insert();
                return there.ask.ask("DELETE", `${there.ask.images}/web`);
            },
        ],
        [
            "a filter that it does not know",
            400,
            /filter/,
            () => there.ask.ask("GET", "/compute/v1/projects/test-project/global/operations?filter=x"),
        ],
    ])("%s", async (_, status, said, action) => {
        const heard = await action();
        expect([heard.status, heard.said]).toEqual([status, expect.stringMatching(said)]);
    });
});

test("the fake of Compute Engine makes an image of what is right, once for one ID", async () => {
    await there.ask.stored(await archive());
    const [one, again] = [
        await there.ask.insert({}, `?requestId=${uuid}`),
        await there.ask.insert({}, `?requestId=${uuid}`),
    ];
    expect(again.body.name).toBe(one.body.name);
    expect(await there.ask.ended(one)).toBe("");
    expect(there.fake.account.images.get("web")).toMatchObject({ status: "READY", diskSizeGb: "1" });
});

test("what comes without a token is refused", async () => {
    there.fake.authenticates = true;
    expect((await there.ask.ask("GET", `${there.ask.images}/web`)).status).toBe(401);
});
