import { expect, test } from "@jest/globals";
import { z } from "zod";
import { Source } from "../../../../provider/build/source/types";

const commit = "0123456789abcdef0123456789abcdef01234567";

test.each<unknown>([
    "./web",
    { git: "https://example.org/web.git" },
    { git: "git@example.org:web", commit, path: "unikernels/web" },
    { git: "../web", branch: "main" },
    { git: "../web", tag: "v1" },
])("%j is a source", (source) => {
    expect(Source.parse(source)).toEqual(source);
});

test.each<[unknown, string]>([
    ["", "Too small"],
    [{}, "expected string"],
    [{ git: "" }, "Too small"],
    [{ git: "x", commit: "0123abc" }, "must be a whole commit id: 40 lower-case hexadecimal digits"],
    [{ git: "x", branch: "main", tag: "v1" }, "give only one of commit, branch and tag"],
    [{ git: "x", commit, branch: "main" }, "give only one of commit, branch and tag"],
    [{ git: "x", ref: "main" }, 'Unrecognized key: "ref"'],
])("%j is refused", (source, reason) => {
    const { error } = Source.safeParse(source);
    expect(JSON.stringify(error?.issues)).toContain(JSON.stringify(reason).slice(1, -1));
});

test("the schema of the SDKs can be derived from it", () => {
    expect(() => z.toJSONSchema(Source)).not.toThrow();
});
