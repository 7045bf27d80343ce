import { expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { debEntries } from "../../../../provider/disk/debian/deb";
import { temporaryFolder } from "./temporary-folder";

const inFolder = temporaryFolder();

/** Neither all the same nor all different, and many of a decompressor's blocks. */
const large = Buffer.from(
    Array.from({ length: 150_000 }, (_, line) => `${Math.imul(line, 2654435761) >>> (line % 24)}`).join("\n"),
);

function packageFolder(): string {
    const root = inFolder("root");
    mkdirSync(join(root, "DEBIAN"), { recursive: true });
    mkdirSync(join(root, "bin"), { recursive: true });
    const fields = [
        "Package: unikernel",
        "Version: 1",
        "Architecture: all",
        "Maintainer: Nobody <n@example.org>",
    ];
    writeFileSync(join(root, "DEBIAN/control"), [...fields, "Description: a test", ""].join("\n"));
    writeFileSync(join(root, "bin/large"), large);
    writeFileSync(join(root, "bin/unwanted"), "unwanted");
    return root;
}

test.each(["xz", "gzip", "zstd", "none"])(
    "the files of a package of dpkg's are found, by %s",
    async (way) => {
        const deb = inFolder(`${way}.deb`);
        execFileSync("dpkg-deb", ["--root-owner-group", `-Z${way}`, "-b", packageFolder(), deb], {
            stdio: "pipe",
        });
        const found = [];
        for await (const entry of debEntries(
            "unikernel",
            readFileSync(deb),
            (path) => path === "bin/large",
        )) {
            found.push([entry.path, entry.bytes.equals(large)]);
        }
        expect(found).toEqual([["bin/large", true]]);
    },
);

test("a package that is compressed in a way of its own is refused by name", async () => {
    const deb = inFolder("bzip2.deb");
    const [data, magic] = [Buffer.from("BZh9"), Buffer.from("!<arch>\n")];
    const header = `${"data.tar.bz2".padEnd(48)}${String(data.length).padEnd(10)}\`\n`;
    writeFileSync(deb, Buffer.concat([magic, Buffer.from(header), data]));
    const entries = debEntries("unikernel", readFileSync(deb), () => true);
    await expect(entries.next()).rejects.toThrow(
        "unikernel's data.tar.bz2 is compressed in a way that is not known: bz2, not one of xz, zst, gz.",
    );
});
