import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { hashListing } from "../../../../../provider/build/source/hash/listing";
import type { Entry, Listing } from "../../../../../provider/build/source/listing";

const kind = fc.constantFrom<Entry["kind"][]>("file", "executable", "symlink");
const entry = fc.record({
    path: fc.string({ unit: "binary" }),
    kind,
    content: fc.string({ unit: "binary" }),
});
const listing = fc.array(entry, { maxLength: 5 });

test("the hashes in users' states stay valid", () => {
    const content = createHash("sha256").update("x").digest("hex");
    const tree: Listing = [
        { path: "build.sh", kind: "executable", content },
        { path: "café/\n", kind: "file", content },
        { path: "lib", kind: "symlink", content: "café" },
    ];
    const text = `pulumi-unikernel source tree 1
x8:build.sh,64:${content},f7:café/
,64:${content},l3:lib,5:café,`;
    expect(hashListing(tree)).toBe(`sha256:${createHash("sha256").update(text).digest("hex")}`);
    expect(hashListing([])).toBe("sha256:fe9331997171709d0cf5f236071fe25b734bc09c452500000f3645ab8fb4a5d8");
});

test("different trees have different hashes", () => {
    fc.assert(
        fc.property(listing, listing, (one, other) => {
            const same = JSON.stringify(one) === JSON.stringify(other);
            expect(hashListing(one) === hashListing(other)).toBe(same);
        }),
    );
});

test.each<[string, Listing, Listing]>([
    [
        "an execute bit",
        [{ path: "a", kind: "file", content: "c" }],
        [{ path: "a", kind: "executable", content: "c" }],
    ],
    [
        "a file and a symlink",
        [{ path: "a", kind: "file", content: "c" }],
        [{ path: "a", kind: "symlink", content: "c" }],
    ],
    [
        "two ways to write é",
        [{ path: "\u00e9", kind: "file", content: "" }],
        [{ path: "e\u0301", kind: "file", content: "" }],
    ],
    ["case", [{ path: "A", kind: "file", content: "" }], [{ path: "a", kind: "file", content: "" }]],
    [
        "one entry that reads like two",
        [{ path: "a", kind: "symlink", content: "b,l1:c,1:d" }],
        [
            { path: "a", kind: "symlink", content: "b" },
            { path: "c", kind: "symlink", content: "d" },
        ],
    ],
])("the hash tells apart %s", (_, one, other) => {
    expect(hashListing(one)).not.toBe(hashListing(other));
});

test("a tree of many entries has one hash, however it is cut into pieces", () => {
    const many = Array.from({ length: 1000 }, (_, number): Entry => ({
        path: `f${number}`,
        kind: "symlink",
        content: "x",
    }));
    const text = many.map(({ path }) => `l${path.length}:${path},1:x,`).join("");
    const expected = createHash("sha256").update(`pulumi-unikernel source tree 1\n${text}`).digest("hex");
    expect(hashListing(many)).toBe(`sha256:${expected}`);
});
