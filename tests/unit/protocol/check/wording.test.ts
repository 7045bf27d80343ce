import { expect, test } from "@jest/globals";
import { count, oneOf, show } from "../../../../provider/protocol/check/wording";

test.each<[unknown, string]>([
    ["text", '"text"'],
    [2.5, "2.5"],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
    [true, "true"],
    [null, "null"],
    [undefined, "nothing"],
    [[1, 2], "a list"],
    [{ a: 1 }, "an object"],
    ["x".repeat(100), `"${"x".repeat(79)}…`],
])("%j is shown as %s", (value, shown) => {
    expect(show(value)).toBe(shown);
});

test.each([
    [[], "nothing"],
    [["a"], "a"],
    [["a", "b"], "a or b"],
    [["a", "b", "c"], "a, b or c"],
])("a choice of %j is read as %s", (items, read) => {
    expect(oneOf(items)).toBe(read);
});

test("one item is no items", () => {
    expect([count(0, "item"), count(1, "item"), count(2n, "item")]).toEqual(["0 items", "1 item", "2 items"]);
});
