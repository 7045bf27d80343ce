import { expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Chunks } from "../../../../provider/disk/debian/chunks";
import { collect } from "../../../../provider/disk/debian/collect";
import { tarEntries } from "../../../../provider/disk/debian/tar";
import { unxz } from "../../../../provider/disk/debian/xz";
import { temporaryFolder } from "./temporary-folder";

const inFolder = temporaryFolder();
const longName = `${"folder/".repeat(20)}a file with a long name`;
const large = Buffer.alloc(100_000, "unikernel");

/** Pieces as they come from a decompressor: of any length. */
async function* inPieces(bytes: Buffer, length: number): Chunks & AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += length)
        yield await Promise.resolve(bytes.subarray(at, at + length));
}

function tree(name: string): string {
    const root = inFolder(name);
    mkdirSync(join(root, longName, ".."), { recursive: true });
    writeFileSync(join(root, longName), "long");
    writeFileSync(join(root, "large"), large);
    writeFileSync(join(root, "unwanted"), "unwanted");
    symlinkSync("large", join(root, "link"));
    return root;
}

test.each(["gnu", "ustar"])("the files of a tar in the format %s are found", async (format) => {
    const tar = execFileSync("tar", [`--format=${format}`, "-C", tree(format), "-cf", "-", "."]);
    for (const length of [1000, 512, 7777, tar.length]) {
        const found = new Map<string, string>();
        for await (const { path, bytes, link } of tarEntries(
            inPieces(tar, length),
            (each) => each !== "unwanted",
        )) {
            found.set(path, link === undefined || link === "" ? bytes.toString() : `→ ${link}`);
        }
        expect(found).toEqual(
            new Map([
                [longName, "long"],
                ["large", large.toString()],
                ["link", "→ large"],
            ]),
        );
    }
});

test("what is compressed behind the end of a tar does not keep the next from being read", async () => {
    const tar = execFileSync("tar", ["-C", tree("padded"), "-cf", "-", "large"]);
    const compressed = execFileSync("xz", ["-c"], { input: Buffer.concat([tar, Buffer.alloc(2 ** 20)]) });
    for (const time of ["first", "second"]) {
        const found = [];
        for await (const { path } of tarEntries(unxz(compressed), () => true)) found.push(`${time} ${path}`);
        expect(found).toEqual([`${time} large`]);
    }
});

test("what xz has compressed comes back whole", async () => {
    const compressed = execFileSync("xz", ["-c"], { input: large });
    expect((await collect(unxz(compressed))).equals(large)).toBe(true);
});
