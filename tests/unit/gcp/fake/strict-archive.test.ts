import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { bucket } from "../../../fakes/gcp/server";
import { archive, quantum, askedFake, zipped } from "./requests";

const there = askedFake();

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
        await there.ask.stored(await object());
        expect(await there.ask.ended(await there.ask.insert())).toMatch(said);
        expect(there.fake.account.images.size).toBe(0);
    });

    test("an object that goes while it is made", async () => {
        await there.ask.stored(await archive());
        const begun = await there.ask.insert();
        await there.ask.ask("DELETE", `/storage/v1/b/${bucket}/o/o`);
        expect(await there.ask.ended(begun)).toMatch(/was not found/);
    });
});
