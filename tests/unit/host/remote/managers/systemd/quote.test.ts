import { expect, test } from "@jest/globals";
import { environmentFile } from "../../../../../../provider/host/remote/managers/systemd/environment-file";
import { quoted } from "../../../../../../provider/host/remote/managers/systemd/quote";
import { plain } from "../../../../../../provider/host/remote/plain";

test.each([
    ["--hello=Hi there", '"--hello=Hi there"'],
    ['say "hi"', String.raw`"say \"hi\""`],
    [String.raw`C:\new`, String.raw`"C:\\new"`],
    ["100%", '"100%%"'],
    ["$HOME", '"$$HOME"'],
    ["two\nlines", String.raw`"two\x0alines"`],
    ["", '""'],
])("systemd passes on %j as it is", (word, text) => {
    expect(quoted(word)).toBe(text);
});

test("a description stays on its line", () => {
    expect(plain("a\nRestart=no\\")).toBe("a Restart=no ");
});

test("a variable keeps its quotes, dollars and lines", () => {
    expect(environmentFile({ A: 'x"$`\\', B: "1\n2" })).toBe('A="x\\"\\$\\`\\\\"\nB="1\n2"\n');
});
