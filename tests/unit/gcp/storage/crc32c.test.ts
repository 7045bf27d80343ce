import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { crc32c, writtenCrc32c } from "../../../../provider/gcp/storage/crc32c";

test.each([
    ["", 0],
    ["123456789", 0xe3069283],
    ["The quick brown fox jumps over the lazy dog", 0x22620404],
])("the checksum of %j is the one that is known", (text, known) => {
    expect(crc32c(Buffer.from(text))).toBe(known);
});

test("a checksum is written as Cloud Storage writes it", () => {
    expect(writtenCrc32c(crc32c(Buffer.from("123456789")))).toBe("4waSgw==");
});

test("the checksum of a stream is that of its pieces one after the other", () => {
    fc.assert(
        fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
            expect(crc32c(other, crc32c(one))).toBe(crc32c(Buffer.concat([one, other])));
        }),
    );
});
