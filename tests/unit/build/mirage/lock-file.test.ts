import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
    isLock,
    labelLock,
    lockedOcaml,
    parseLock,
    sourceFolders,
} from "../../../../provider/build/mirage/lock-file";

const doubles = join(__dirname, "../../../doubles/mirage");
const hello = readFileSync(join(doubles, "universe.opam.locked"), "utf8");
const network = readFileSync(join(doubles, "transcripts/network-virtio.opam.locked"), "utf8");
const dependencies = "ab".repeat(32);

describe("a lock in a state", () => {
    it("says what it was solved for and is otherwise what opam-monorepo wrote", () => {
        expect(parseLock(labelLock(hello, dependencies))).toEqual({ body: hello, solvedFor: dependencies });
    });

    it("is still a comment and the same file to opam", () => {
        expect(labelLock(hello, dependencies).split("\n")[0]).toMatch(/^# /);
    });
});

describe("a lock of the user's", () => {
    it("says of nothing what it was solved for", () => {
        expect(parseLock(hello)).toEqual({ body: hello });
    });
});

describe("real locks", () => {
    it.each([
        ["hello", hello, 27],
        ["network", network, 41],
    ])("name the sources a pull makes: %s", (_, lock, count) => {
        const folders = sourceFolders(lock);
        expect(folders).toHaveLength(count);
        expect(folders).toEqual(expect.arrayContaining(["lwt", "mirage", "ocplib-endian"]));
        expect(folders.filter((folder) => /[/\s:]/.test(folder))).toEqual([]);
    });

    it("name the OCaml they were solved for", () => {
        expect(lockedOcaml(hello)).toBe("5.3.0");
        expect(lockedOcaml("depends: []")).toBeUndefined();
    });

    it("are told from other files", () => {
        expect([hello, network].map(isLock)).toEqual([true, true]);
        expect(["", "not a lock", 'opam-version: "2.0"\n'].map(isLock)).toEqual([false, false, false]);
    });
});
