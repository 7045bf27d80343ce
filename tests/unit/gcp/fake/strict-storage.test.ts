import { describe, expect, test } from "@jest/globals";
import { bucket } from "../../../fakes/gcp/server";
import { quantum, askedFake, type Heard } from "./requests";

const there = askedFake();

const objects = `/storage/v1/b/${bucket}/o`;

describe("the fake of Cloud Storage refuses", () => {
    test.each<[what: string, status: number, said: RegExp, action: () => Promise<Heard>]>([
        [
            "an object that is there, where none may be",
            412,
            /pre-conditions/,
            async () => {
                await there.ask.stored(new Uint8Array(1));
                const url = `/upload${objects}?uploadType=resumable&name=o&ifGenerationMatch=0`;
                return there.ask.ask("POST", url, { json: {} });
            },
        ],
        [
            "an object that came to be there during the upload",
            412,
            /pre-conditions/,
            async () => {
                const url = await there.ask.session("uploadType=resumable&name=o&ifGenerationMatch=0");
                await there.ask.stored(new Uint8Array(1));
                return there.ask.put(url, "bytes 0-0/1", 1);
            },
        ],
        [
            "a chunk in between that is not a multiple of 256 KiB",
            400,
            /multiple of 262144/,
            async () => there.ask.put(await there.ask.session(), "bytes 0-999/*", 1000),
        ],
        [
            "a chunk of another length than its range",
            400,
            /Content-Range and body differ/,
            async () => there.ask.put(await there.ask.session(), `bytes 0-${quantum - 1}/*`, 2 * quantum),
        ],
        [
            "a chunk behind a gap",
            503,
            /Bytes are missing/,
            async () =>
                there.ask.put(await there.ask.session(), `bytes ${quantum}-${2 * quantum - 1}/*`, quantum),
        ],
        [
            "a range that is none",
            400,
            /Failed to parse Content-Range/,
            async () => there.ask.put(await there.ask.session(), "0-1", 2),
        ],
        [
            "bytes with the question how many there are",
            400,
            /Failed to parse Content-Range/,
            async () => there.ask.put(await there.ask.session(), "bytes */*", 2),
        ],
        [
            "a session that is over",
            404,
            /Not Found/,
            async () => {
                const url = await there.ask.session();
                there.fake.endSessions();
                return there.ask.put(url, "bytes */*", 0);
            },
        ],
        [
            "an upload into a bucket that is not there",
            404,
            /bucket does not exist/,
            () =>
                there.ask.ask("POST", "/upload/storage/v1/b/other/o?uploadType=resumable&name=o", {
                    json: {},
                }),
        ],
        [
            "the deletion of another generation",
            412,
            /pre-conditions/,
            async () => {
                await there.ask.stored(new Uint8Array(1));
                return there.ask.ask("DELETE", `${objects}/o?ifGenerationMatch=1`);
            },
        ],
        [
            "the deletion of what is not there",
            404,
            /No such object/,
            () => there.ask.ask("DELETE", `${objects}/other`),
        ],
    ])("%s", async (_, status, said, action) => {
        const heard = await action();
        expect([heard.status, heard.said]).toEqual([status, expect.stringMatching(said)]);
    });
});

test("the fake of Cloud Storage says how much of an upload is there", async () => {
    const url = await there.ask.session();
    expect((await there.ask.put(url, "bytes */*", 0)).headers.get("range")).toBeNull();
    const { status, headers } = await there.ask.put(url, `bytes 0-${quantum - 1}/*`, quantum);
    expect([status, headers.get("range")]).toEqual([308, `bytes=0-${quantum - 1}`]);
    expect((await there.ask.put(url, `bytes ${quantum}-${quantum}/${quantum + 1}`, 1)).body).toMatchObject({
        size: String(quantum + 1),
    });
});
