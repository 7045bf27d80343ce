import { expect, test } from "@jest/globals";
import {
    fingerprints,
    isUnchanged,
    type FileStats,
    type TreeIndex,
} from "../../../../../provider/build/source/index/tree-index";

const nowMs = 1_700_000_000_500.25;

function stats(changes: Partial<FileStats> = {}): FileStats {
    const old = { size: 5, mtimeMs: nowMs - 9000.5, ctimeMs: nowMs - 9000.25, ino: 77, mode: 0o100644 };
    return { ...old, ...changes };
}

function indexOf(...entries: (FileStats | undefined)[]): TreeIndex {
    return { hash: "", listing: [], fingerprints: fingerprints(entries, nowMs) };
}

test("a file that nobody has touched need not be read again", () => {
    const other = stats({ size: 6 });
    const index = indexOf(stats(), other);
    expect([isUnchanged(index, 0, stats()), isUnchanged(index, 1, other)]).toEqual([true, true]);
    expect([isUnchanged(index, 0, other), isUnchanged(index, 1, stats())]).toEqual([false, false]);
});

test.each<[string, Partial<FileStats>]>([
    ["its size", { size: 6 }],
    ["its modification time, by a microsecond", { mtimeMs: nowMs - 9000.499 }],
    ["its change time", { ctimeMs: nowMs - 9000 }],
    ["its inode", { ino: 78 }],
    ["its mode", { mode: 0o100755 }],
])("a file with another value of %s is read again", (_, change) => {
    expect(isUnchanged(indexOf(stats()), 0, stats(change))).toBe(false);
});

test.each<[string, number, boolean]>([
    ["just now", nowMs, false],
    ["in the future, by a clock that is ahead", nowMs + 60_000.5, false],
    ["within a tick of the clock", nowMs - 40.5, false],
    ["a while ago", nowMs - 60.5, true],
    ["a second ago, on a file system that knows whole seconds only", 1_699_999_999_000, false],
    ["some seconds ago, on such a file system", 1_699_999_998_000, true],
])("a file changed %s is trusted: %#", (_, ctimeMs, expected) => {
    const file = stats({ ctimeMs });
    expect(isUnchanged(indexOf(file), 0, file)).toBe(expected);
});

test("a file that could not be looked at is read again", () => {
    expect(isUnchanged(indexOf(undefined), 0, stats())).toBe(false);
});
