import fc from "fast-check";
import { expect, test } from "@jest/globals";
import { secretBytes, secretsIn } from "../../../../provider/host/volume/secret";

const sectors = fc.constantFrom(undefined, 512, 4096);

test("a device is filled with a text and zeros, to whole sectors and one at least", () => {
    fc.assert(
        fc.property(fc.string({ unit: "grapheme" }), sectors, (content, sectorSize) => {
            const bytes = secretBytes({ secret: { content }, sectorSize }) ?? Buffer.alloc(0);
            const held = Buffer.from(content);
            expect(bytes.subarray(0, held.length).equals(held)).toBe(true);
            expect(bytes.subarray(held.length).every((byte) => byte === 0)).toBe(true);
            expect(bytes.length % (sectorSize ?? 512)).toBe(0);
            expect(bytes.length).toBeGreaterThan(0);
            expect(bytes.length - held.length).toBeLessThanOrEqual(sectorSize ?? 512);
        }),
    );
});

test("a device is filled with the bytes that base64 stands for", () => {
    fc.assert(
        fc.property(fc.uint8Array({ maxLength: 2000 }), (held) => {
            const bytes = secretBytes({ secret: { base64: Buffer.from(held).toString("base64") } });
            expect(bytes?.subarray(0, held.length)).toEqual(Buffer.from(held));
        }),
    );
});

test("each is a file of its own, and a volume that is none has no such file", () => {
    const volumes = { token: { secret: { content: "a" } }, storage: { path: "/a" } };
    expect(secretsIn(volumes).map(({ device, file }) => [device, file])).toEqual([["token", "volume-token"]]);
    expect(secretBytes({ path: "/a" })).toBeUndefined();
});
