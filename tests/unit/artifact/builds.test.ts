import { describe, expect, test } from "@jest/globals";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildsOf, readBuild, writeBuild, type BuildRecord } from "../../../provider/artifact/builds";
import { temporaryStore } from "./temporary-store";

const layout = temporaryStore();

const record = (digit: string, builtAt = "2026-11-23T03:16:17.000Z"): BuildRecord => ({
    artifact: {
        name: "hello.spt",
        digest: `sha256:${digit.repeat(64)}`,
        size: 2_300_000,
        target: "spt",
        arch: "x86_64",
        devices: [{ name: "service", type: "net" }],
        abi: { target: "spt", version: 2 },
    },
    lock: "opam-version: 2.0\n",
    toolchainVersions: { mirage: "4.11.0", ocaml: "5.3.0" },
    buildSeconds: 12.5,
    inputs: { target: "spt", keys: { hello: "hi" } },
    builtAt,
});

describe("the record of a build", () => {
    test("is read as it was written", async () => {
        await writeBuild(layout(), "a1b2", record("a"));
        expect(await readBuild(layout(), "a1b2")).toEqual(record("a"));
        expect(await readdir(layout().builds)).toEqual(["a1b2.json"]);
    });

    test("is absent before there was one", async () => {
        expect(await readBuild(layout(), "a1b2")).toBeUndefined();
    });

    test("is the last one that was written", async () => {
        await writeBuild(layout(), "a1b2", record("a"));
        await writeBuild(layout(), "a1b2", record("b"));
        expect((await readBuild(layout(), "a1b2"))?.artifact.digest).toBe(record("b").artifact.digest);
    });

    test.each([
        ["torn", JSON.stringify(record("a")).slice(0, 200)],
        ["empty", ""],
        ["no JSON", "hello"],
        ["of something else", '{"hello": "world"}'],
        [
            "of a target that this version does not know",
            JSON.stringify(record("a")).replace('"spt"', '"riscv"'),
        ],
    ])("counts as absent when it is %s", async (_case, contents) => {
        await mkdir(layout().builds, { recursive: true });
        await writeFile(join(layout().builds, "a1b2.json"), contents);
        expect(await readBuild(layout(), "a1b2")).toBeUndefined();
        expect(await buildsOf(layout(), record("a").artifact.digest)).toEqual([]);
    });

    test("keeps what it knows when a later version has added to it", async () => {
        await mkdir(layout().builds, { recursive: true });
        await writeFile(join(layout().builds, "a1b2.json"), JSON.stringify({ ...record("a"), host: "kvm1" }));
        expect(await readBuild(layout(), "a1b2")).toEqual(record("a"));
    });

    test("is found by the artifact it tells of, the latest first", async () => {
        await writeBuild(layout(), "old", record("a", "2026-01-01T00:00:00.000Z"));
        await writeBuild(layout(), "new", record("a", "2026-06-01T00:00:00.000Z"));
        await writeBuild(layout(), "other", record("b"));
        const found = await buildsOf(layout(), record("a").artifact.digest);
        expect(found.map(({ key }) => key)).toEqual(["new", "old"]);
    });

    test("cannot be kept under a name that leads elsewhere", async () => {
        await expect(readBuild(layout(), "../a1b2")).rejects.toThrow("not a build key");
    });
});
