import { describe, expect, test } from "@jest/globals";
import { mkdir, readdir, readFile, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic, writerOf } from "../../../provider/artifact/atomic";
import { ownMark } from "../../../provider/process/owner";
import { temporaryStore } from "./temporary-store";

const layout = temporaryStore();

describe("a file that is written in one step", () => {
    test("has its new contents, and its folders are made for it", async () => {
        const path = join(layout().instances, "www", "pid");
        await writeFileAtomic(path, "one");
        await writeFileAtomic(path, "two");
        expect(await readFile(path, "utf8")).toBe("two");
        expect(await readdir(join(layout().instances, "www"))).toEqual(["pid"]);
    });

    test("is whole whenever it is read while others write it", async () => {
        const path = join(layout().builds, "shared.json");
        const contents = ["a", "b", "c", "d"].map((letter) => letter.repeat(200_000));
        await writeFileAtomic(path, contents[0] ?? "");
        const writing = Promise.all(
            contents.flatMap((each) => Array.from({ length: 5 }, () => writeFileAtomic(path, each))),
        );
        for (let reads = 0; reads < 20; reads++) expect(contents).toContain(await readFile(path, "utf8"));
        await writing;
        expect(await readdir(layout().builds)).toEqual(["shared.json"]);
    });

    test("leaves nothing behind when it cannot be put in place", async () => {
        const path = join(layout().builds, "taken");
        await mkdir(join(path, "by-a-folder"), { recursive: true });
        await expect(writeFileAtomic(path, "text")).rejects.toThrow("EISDIR");
        expect(await readdir(layout().builds)).toEqual(["taken"]);
    });

    test("takes the place of a symlink, and leaves alone what that led to", async () => {
        const [elsewhere, path] = [join(layout().root, "elsewhere"), join(layout().root, "link")];
        await writeFileAtomic(elsewhere, "theirs");
        await symlink(elsewhere, path);
        await writeFileAtomic(path, "ours");
        expect(await readFile(elsewhere, "utf8")).toBe("theirs");
    });

    test("can be kept from others' eyes", async () => {
        const path = join(layout().root, "spec.json");
        await writeFileAtomic(path, "{}", { mode: 0o600 });
        expect((await stat(path)).mode & 0o777).toBe(0o600);
    });
});

test("a file in the making tells who is making it, and no other file seems to be one", async () => {
    const mark = await ownMark();
    expect(writerOf(`.a1b2.json~0123456789ab~${mark}`)).toBe(mark);
    expect(["a1b2.json", ".hidden", `0123456789ab~${mark}`].map(writerOf)).toEqual([
        undefined,
        undefined,
        undefined,
    ]);
});
