import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { collect } from "../../../../provider/disk/debian/collect";
import { debEntries } from "../../../../provider/disk/debian/deb";
import { tarEntries } from "../../../../provider/disk/debian/tar";

function header(fields: { name: string; size: string; type: string }): Buffer {
    const block = Buffer.alloc(512);
    block.write(fields.name, 0, 100);
    block.write(fields.size, 124, 12);
    block.write(fields.type, 156, 1);
    block.write("ustar\0", 257);
    return block;
}

const sizes = fc.oneof(
    fc.nat(2000).map((size) => size.toString(8)),
    fc.constantFrom("-1", "99999999999", "77777777777", "", "0x10", "1e3"),
);
const headers = fc
    .record({
        name: fc.string({ maxLength: 100 }),
        size: sizes,
        type: fc.constantFrom("0", "2", "5", "L", "K", "x", "S"),
    })
    .map(header);
const blocks = fc.array(
    fc.oneof(
        headers,
        fc.uint8Array({ maxLength: 1500 }).map((bytes) => Buffer.from(bytes)),
    ),
);

async function* oneByOne(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
    for (const part of parts) yield await Promise.resolve(part);
}

test("whatever is taken for a tar, it ends: with entries, or as cut off", async () => {
    await fc.assert(
        fc.asyncProperty(blocks, fc.boolean(), async (parts, areWanted) => {
            const bytes = parts.reduce((total, { length }) => total + length, 0);
            try {
                for await (const entry of tarEntries(oneByOne(parts), () => areWanted)) {
                    expect(entry.bytes.length).toBeLessThanOrEqual(bytes);
                }
            } catch (error) {
                expect((error as Error).message).toBe("the tar is cut off");
            }
        }),
        { numRuns: 300 },
    );
});

test("a package that is none is an error that names it", async () => {
    await fc.assert(
        fc.asyncProperty(fc.uint8Array(), async (bytes) => {
            const entries = debEntries("busybox", Buffer.from(bytes), () => true);
            const read = collect(
                (async function* () {
                    for await (const entry of entries) yield entry.bytes;
                })(),
            );
            await expect(read).rejects.toThrow("The package busybox is no sound Debian package.");
        }),
    );
});
