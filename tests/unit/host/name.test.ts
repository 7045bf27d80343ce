import { expect, test } from "@jest/globals";
import { automaticName, isAllowedName, nameFor } from "../../../provider/host/name";

const seed = Buffer.from("0123456789abcdef", "hex");

test.each([
    ["www", "www-0123456"],
    ["my shop::www", "my-shop-www-0123456"],
    ["../../etc", "etc-0123456"],
    ["ünïkernel", "n-kernel-0123456"],
    ["日本", "instance-0123456"],
    ["w".repeat(100), `${"w".repeat(40)}-0123456`],
])("the resource %j gets the name %s", (resource, name) => {
    expect(automaticName(resource, seed)).toBe(name);
    expect(isAllowedName(name)).toBe(true);
});

test("without a random number it is still a name", () => {
    expect(automaticName("www", new Uint8Array())).toBe("www-0000000");
});

const chosen = (name: string) => ({ set: { name }, defaulted: ["name"] });

test.each([
    ["a new one's is chosen", {}, undefined, chosen("www-0123456")],
    ["one that is there keeps what was chosen", {}, { name: "www-89abcde" }, chosen("www-89abcde")],
    [
        "one's own is none that was chosen, whatever it looks like",
        { name: "web-deadbee" },
        { name: "web-deadbee" },
        {},
    ],
])("%s", (_what, inputs, previous, expected) => {
    expect(nameFor("www", { inputs, previous, unknowns: new Set(), randomSeed: seed })).toEqual(expected);
});
