import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSealed, writeSealed } from "../../../../provider/build/source/sealed-file";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
const content = { paths: ["a", "日"], numbers: new Float64Array([1, Number.NaN, -0]) };

async function sealed(): Promise<{ file: string; bytes: Buffer }> {
    const file = join(folder(), "index/file");
    await writeSealed(file, "numbers 1", content);
    return { file, bytes: readFileSync(file) };
}

test("what was written is read", async () => {
    const { file } = await sealed();
    expect(readSealed(file, "numbers 1")).toEqual(content);
});

test("a file of another format is as good as none", async () => {
    const { file } = await sealed();
    expect(readSealed(file, "numbers 2")).toBeUndefined();
    expect(readSealed(join(folder(), "missing"), "numbers 1")).toBeUndefined();
});

test("a file that is cut short, or damaged in one byte, is as good as none", async () => {
    const { file, bytes } = await sealed();
    fc.assert(
        fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
            writeFileSync(file, bytes.subarray(0, at));
            expect(readSealed(file, "numbers 1")).toBeUndefined();
            const damaged = Buffer.from(bytes);
            damaged.writeUInt8(damaged.readUInt8(at) ^ change, at);
            writeFileSync(file, damaged);
            expect(readSealed(file, "numbers 1")).toBeUndefined();
        }),
    );
});
