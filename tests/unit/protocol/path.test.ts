import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { areRelated, formatPath, isCovered, parsePath } from "../../../provider/protocol/path";

test.each([
    [["networks", "service", "ports", "8080"], "networks.service.ports.8080"],
    [["args", 0, "name"], "args[0].name"],
    [["tags", "a.b"], 'tags["a.b"]'],
    [["tags", 'say "hi"'], 'tags["say \\"hi\\""]'],
])("%j is shown as %s, and read back", (path, text) => {
    expect(formatPath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
});

test("any path of plain names and indices is read back as it was", () => {
    const step = fc.oneof(
        fc.nat(1000),
        fc.stringMatching(/^[a-z_]\w*$/),
        fc.stringMatching(/^[a-z.[\] -]+$/),
    );
    fc.assert(
        fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (path) => {
            expect(parsePath(formatPath(path))).toEqual(path);
        }),
    );
});

test("a star stands for one step", () => {
    expect(isCovered(["a", 3, "b"], ["a", "*"])).toBe(true);
    expect(isCovered(["a"], ["a", "*"])).toBe(false);
    expect(areRelated(["a"], ["a", 3])).toBe(true);
    expect(areRelated(["a", 1], ["a", 3])).toBe(false);
});
