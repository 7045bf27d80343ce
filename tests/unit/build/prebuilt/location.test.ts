import { expect, test } from "@jest/globals";
import { locationOf } from "../../../../provider/build/prebuilt/location";

test.each([
    ["https://user:pass@example.org/a.hvt?X-Amz-Signature=ab/cd#part", "https://example.org/a.hvt"],
    ["https://example.org/a.hvt", "https://example.org/a.hvt"],
])("of %s only %s is shown and kept: the rest may be a credential", (url, shown) => {
    expect(locationOf({ url }).shown).toBe(shown);
});

test("a file's URL is its path", () => {
    expect(locationOf({ url: "file:///images/a.hvt" })).toMatchObject({ file: "/images/a.hvt" });
});

test.each([
    [
        "file://./kernel.elf",
        "does not name a file of this machine: write it as file:///folder/file, or give `path`",
    ],
    [
        "file:///a%2Fb",
        "does not name a file of this machine: write it as file:///folder/file, or give `path`",
    ],
    ["kernel.elf", "kernel.elf is not a URL"],
])("%s is refused as the user's to mend", (url, message) => {
    expect(() => locationOf({ url })).toThrow(
        expect.objectContaining({ name: "UserError", property: "url" }),
    );
    expect(() => locationOf({ url })).toThrow(message);
});
