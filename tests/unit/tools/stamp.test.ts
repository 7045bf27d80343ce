import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { fingerprint } from "../../../tools/setup/stamp.mjs";

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unikernel-stamp-"));
    mkdirSync(join(folder, "source"));
    writeFileSync(join(folder, "source", "a.ts"), "one");
});

afterEach(() => {
    rmSync(folder, { recursive: true });
});

const digest = (more: string[] = []) => fingerprint([join(folder, "source")], more);

describe("a step runs again", () => {
    test.each<[string, () => void]>([
        [
            "a source changes",
            () => {
                writeFileSync(join(folder, "source", "a.ts"), "two");
            },
        ],
        [
            "a source is added",
            () => {
                writeFileSync(join(folder, "source", "b.ts"), "");
            },
        ],
        [
            "all sources are gone",
            () => {
                rmSync(join(folder, "source"), { recursive: true });
            },
        ],
    ])("when %s", async (_, change) => {
        const before = await digest();
        change();
        expect(await digest()).not.toBe(before);
    });

    test("when what matters besides its sources changes", async () => {
        expect(await digest(["1.0"])).not.toBe(await digest(["1.1"]));
    });

    test("not when a source is only touched, or something was built beside it", async () => {
        const before = await digest();
        utimesSync(join(folder, "source", "a.ts"), 1, 1);
        mkdirSync(join(folder, "source", "node_modules"));
        writeFileSync(join(folder, "source", "node_modules", "x.js"), "");
        expect(await digest()).toBe(before);
    });
});
