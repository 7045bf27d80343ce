import { expect, test } from "@jest/globals";
import { automaticName, isAllowedName, isAutomaticName } from "../../../provider/host/name";

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
    expect(isAutomaticName(name)).toBe(true);
});

test("without a random number it is still a name", () => {
    expect(automaticName("www", new Uint8Array())).toBe("www-0000000");
});

test.each(["www", "www-1", "www-012345x", "www0123456"])("%s is a name of the user's", (name) => {
    expect(isAutomaticName(name)).toBe(false);
});
