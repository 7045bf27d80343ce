import { expect, test } from "@jest/globals";
import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { keepNewest } from "../../../../../provider/build/source/index/tidy";
import { makeTree, temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();

test.each([
    [{ files: 9, bytes: 99 }, ["a", "b", "c"]],
    [{ files: 2, bytes: 99 }, ["b", "c"]],
    [{ files: 9, bytes: 12 }, ["c"]],
    [{ files: 9, bytes: 20 }, ["b", "c"]],
])("the index folder keeps its newest files within %j", async (limits, expected) => {
    makeTree(folder(), { a: "1", b: "1234567890", c: "1234567890" });
    for (const [age, name] of ["c", "b", "a"].entries())
        utimesSync(join(folder(), name), 1000 - age, 1000 - age);
    await keepNewest(folder(), limits);
    expect(readdirSync(folder()).sort()).toEqual(expected);
});
