import { expect, test } from "@jest/globals";
import { didYouMean } from "../../../../provider/protocol/check/did-you-mean";

const choices = ["source", "target", "toolchain", "sourceHash", "env"];

test.each([
    ["tarket", '; did you mean "target"?'],
    ["Source", '; did you mean "source"?'],
    ["sourcehash", '; did you mean "sourceHash"?'],
    ["toolchian", '; did you mean "toolchain"?'],
    ["evn", ""],
    ["en", '; did you mean "env"?'],
    ["memory", ""],
])("%s is answered with what was probably meant: %s", (word, expected) => {
    expect(didYouMean(word, choices)).toBe(expected);
});

test("without choices nothing is suggested", () => {
    expect(didYouMean("source", [])).toBe("");
});
