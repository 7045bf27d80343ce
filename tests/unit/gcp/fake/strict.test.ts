import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { bucket, startFake, type Fake } from "../../../fakes/gcp/server";
import { archive, quantum, requestsTo, zipped, type Heard } from "./requests";

let fake: Fake;
let ask: ReturnType<typeof requestsTo>;
beforeEach(async () => {
    fake = await startFake();
    fake.authenticates = false;
    ask = requestsTo(fake);
});
afterEach(() => fake.stop());

const objects = `/storage/v1/b/${bucket}/o`;

describe("the fake of Cloud Storage refuses", () => {
    test.each<[what: string, status: number, said: RegExp, action: () => Promise<Heard>]>([
        [
            "an object that is there, where none may be",
            412,
            /pre-conditions/,
            async () => {
                await ask.stored(new Uint8Array(1));
                const url = `/upload${objects}?uploadType=resumable&name=o&ifGenerationMatch=0`;
                return ask.ask("POST", url, { json: {} });
            },
        ],
        [
            "an object that came to be there during the upload",
            412,
            /pre-conditions/,
            async () => {
                const url = await ask.session("uploadType=resumable&name=o&ifGenerationMatch=0");
                await ask.stored(new Uint8Array(1));
                return ask.put(url, "bytes 0-0/1", 1);
            },
        ],
        [
            "a chunk in between that is not a multiple of 256 KiB",
            400,
            /multiple of 262144/,
            async () => ask.put(await ask.session(), "bytes 0-999/*", 1000),
        ],
        [
            "a chunk of another length than its range",
            400,
            /Content-Range and body differ/,
            async () => ask.put(await ask.session(), `bytes 0-${quantum - 1}/*`, 2 * quantum),
        ],
        [
            "a chunk behind a gap",
            503,
            /Bytes are missing/,
            async () => ask.put(await ask.session(), `bytes ${quantum}-${2 * quantum - 1}/*`, quantum),
        ],
        [
            "a range that is none",
            400,
            /Failed to parse Content-Range/,
            async () => ask.put(await ask.session(), "0-1", 2),
        ],
        [
            "bytes with the question how many there are",
            400,
            /Failed to parse Content-Range/,
            async () => ask.put(await ask.session(), "bytes */*", 2),
        ],
        [
            "a session that is over",
            404,
            /Not Found/,
            async () => {
                const url = await ask.session();
                fake.endSessions();
                return ask.put(url, "bytes */*", 0);
            },
        ],
        [
            "an upload into a bucket that is not there",
            404,
            /bucket does not exist/,
            () => ask.ask("POST", "/upload/storage/v1/b/other/o?uploadType=resumable&name=o", { json: {} }),
        ],
        [
            "the deletion of another generation",
            412,
            /pre-conditions/,
            async () => {
                await ask.stored(new Uint8Array(1));
                return ask.ask("DELETE", `${objects}/o?ifGenerationMatch=1`);
            },
        ],
        [
            "the deletion of what is not there",
            404,
            /No such object/,
            () => ask.ask("DELETE", `${objects}/other`),
        ],
    ])("%s", async (_, status, said, action) => {
        const heard = await action();
        expect([heard.status, heard.said]).toEqual([status, expect.stringMatching(said)]);
    });
});

test("the fake of Cloud Storage says how much of an upload is there", async () => {
    const url = await ask.session();
    expect((await ask.put(url, "bytes */*", 0)).headers.get("range")).toBeNull();
    const { status, headers } = await ask.put(url, `bytes 0-${quantum - 1}/*`, quantum);
    expect([status, headers.get("range")]).toEqual([308, `bytes=0-${quantum - 1}`]);
    expect((await ask.put(url, `bytes ${quantum}-${quantum}/${quantum + 1}`, 1)).body).toMatchObject({
        size: String(quantum + 1),
    });
});

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

/** The archive with some bytes of its tar changed, and a sum that is right again. */
async function tarWith(change: (tar: Buffer) => void): Promise<Uint8Array<ArrayBuffer>> {
    const tar = gunzipSync(await archive());
    change(tar);
    tar.fill(" ", 148, 156);
    const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    tar.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    return zipped(tar);
}

describe("the fake of Compute Engine makes no image of", () => {
    test.each<[what: string, said: RegExp, object: () => Promise<Uint8Array<ArrayBuffer>>]>([
        ["what is no archive", /not a valid image/, () => Promise.resolve(new Uint8Array(quantum))],
        [
            "a tar with a wrong sum",
            /not a valid image/,
            async () => {
                const tar = gunzipSync(await archive());
                tar.writeUInt8(0x41, 150);
                return zipped(tar);
            },
        ],
        [
            "a tar in POSIX's form",
            /format is not supported/,
            () => tarWith((tar) => tar.write("ustar\0" + "00", 257, "latin1")),
        ],
        ["a file of another name", /named ''disk.img''/, () => tarWith((tar) => tar.write("disk.img", 0))],
        [
            "a disk of no whole number of GB",
            /not a multiple of 1 GB/,
            () => tarWith((tar) => tar.write("00000100000", 483)),
        ],
        [
            "a tar that breaks off",
            /not a valid image/,
            async () => zipped(gunzipSync(await archive()).subarray(0, 4096)),
        ],
    ])("%s", async (_, said, object) => {
        await ask.stored(await object());
        expect(await ask.ended(await ask.insert())).toMatch(said);
        expect(fake.account.images.size).toBe(0);
    });

    test("an object that goes while it is made", async () => {
        await ask.stored(await archive());
        const begun = await ask.insert();
        await ask.ask("DELETE", `${objects}/o`);
        expect(await ask.ended(begun)).toMatch(/was not found/);
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
