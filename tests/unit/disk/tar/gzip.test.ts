import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { crc32, ownCrc32 } from "../../../../provider/disk/crc32";
import { gzipped } from "../../../../provider/disk/tar/gzip";

async function whole(parts: Iterable<Uint8Array>): Promise<Buffer> {
    const bytes: Uint8Array[] = [];
    for await (const part of gzipped(parts)) bytes.push(part);
    return Buffer.concat(bytes);
}

/** Bytes that cannot be made fewer. */
function dense(length: number): Buffer {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
        createHash("sha256").update(String(index)).digest(),
    );
    return Buffer.concat(blocks).subarray(0, length);
}

const parts = fc.array(
    fc
        .record({ length: fc.nat({ max: 700_000 }), isDense: fc.boolean(), fill: fc.nat({ max: 255 }) })
        .map(({ length, isDense, fill }) => (isDense ? dense(length) : Buffer.alloc(length, fill))),
    { maxLength: 6 },
);

test("whatever is compressed in pieces comes back whole, and is the same the second time", async () => {
    await fc.assert(
        fc.asyncProperty(parts, async (given) => {
            const compressed = await whole(given);
            expect(gunzipSync(compressed).equals(Buffer.concat(given))).toBe(true);
            expect((await whole(given)).equals(compressed)).toBe(true);
        }),
        { numRuns: 15 },
    );
});

test("gzip itself reads it, as one member", async () => {
    const given = Buffer.concat([dense(1_200_000), Buffer.alloc(900_000, "web")]);
    const compressed = await whole([given]);
    const read = execFileSync("gzip", ["-dc"], { input: compressed, maxBuffer: 2 ** 24 });
    expect(read.equals(given)).toBe(true);
    const told = execFileSync("gzip", ["-lv"], { input: compressed, encoding: "utf8" });
    expect(told).toContain(crc32(given).toString(16).padStart(8, "0"));
    expect(told).toContain(String(given.length));
});

test("what is dense is stored, and everything else is not", async () => {
    const [stored, deflated] = [await whole([dense(2 ** 20)]), await whole([Buffer.alloc(2 ** 20, "web")])];
    expect(stored.length).toBeGreaterThan(2 ** 20);
    expect(stored.length).toBeLessThan(2 ** 20 * 1.001);
    expect(deflated.length).toBeLessThan(2 ** 20 * 0.02);
});

test("a checksum in parts is that of the whole, with Node's own and without", () => {
    expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926);
    fc.assert(
        fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
            const both = crc32(Buffer.concat([one, other]));
            expect(crc32(other, crc32(one))).toBe(both);
            expect(ownCrc32(other, ownCrc32(one))).toBe(both);
        }),
    );
});
