import { expect, test } from "@jest/globals";
import { recipeOf } from "../../../../provider/build/prebuilt/recipe";

test.each([
    [{ path: "./dist/a.hvt" }, { path: "./dist/a.hvt" }],
    [{ path: "/home/me/project/dist/a.hvt" }, { path: "dist/a.hvt" }],
    [{ path: "/home/me/images/a.hvt" }, { path: "../images/a.hvt" }],
    [{ url: "file:///home/me/project/a.hvt" }, { path: "a.hvt" }],
    [{ url: "https://example.org/a.hvt" }, { url: "https://example.org/a.hvt" }],
])("another machine's project finds the file of %j at %j", (inputs, place) => {
    expect(recipeOf(inputs, "ab", "/home/me/project")).toEqual({ prebuilt: { ...place, sha256: "ab" } });
});
