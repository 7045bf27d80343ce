import { expect, test } from "@jest/globals";
import { describeDiff, treeDiff } from "../../../../provider/build/source/diff";
import type { Entry, Listing } from "../../../../provider/build/source/listing";

/** `a=1 b=2`: files and their contents; with a star, an executable. */
function listing(text: string): Listing {
    return text
        .split(" ")
        .filter((part) => part !== "")
        .map((part): Entry => {
            const [path = "", content = ""] = part.split("=");
            return {
                path,
                kind: content.endsWith("*") ? "executable" : "file",
                content: content.replace("*", ""),
            };
        });
}

test.each([
    ["a=1 b=2", "a=1 b=2", undefined],
    ["a=1 b=2", "a=1 b=3", "1 file changed: b"],
    ["a=1 b=2", "a=1 b=2*", "1 file changed: b"],
    ["a=1 b=2 c=3", "a=2 b=3 c=3 d=1", "2 files changed: a, b; 1 added: d"],
    ["a=1 b=2", "b=2", "1 file removed: a"],
    ["a=1", "b=1", "1 file added: b; 1 removed: a"],
    ["", "a= b= c= d= e=", "5 files added: a, b, c and 2 more"],
    ["a=1", "a=2 \nb=1", '1 file changed: a; 1 added: "\\nb"'],
])("a preview describes %j → %j", (before, after, expected) => {
    expect(describeDiff(treeDiff(listing(before), listing(after)))).toBe(expected);
});
