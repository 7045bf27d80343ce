import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { compressed } from "../../../../provider/disk/appliance/compressed";

test("what was compressed comes back, in whole words of Linux's", () => {
    fc.assert(
        fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
            const archive = compressed(bytes);
            expect(archive.length % 4).toBe(0);
            expect(gunzipSync(archive).equals(bytes)).toBe(true);
        }),
    );
});

test("the same bytes are compressed to the same bytes on every machine", () => {
    const digest = createHash("sha256").update(compressed(Buffer.alloc(300_000, "unikernel ")));
    expect(digest.digest("hex")).toBe("f336b63d82579a90ebb01a744dd81959b0c937eef81a8178955080a1010fba82");
});
