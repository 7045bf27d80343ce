import { expect, test } from "@jest/globals";
import { commandLine } from "../../../../provider/disk/native/arguments";
import { UserError } from "../../../../provider/protocol/errors";

test("arguments are one line, with quotes around what has a space", () => {
    expect(commandLine(["--ipv4=10.0.0.2/24", "--hello=hi there"])).toBe(
        '--ipv4=10.0.0.2/24 --hello="hi there"',
    );
    expect(commandLine([])).toBe("");
});

test.each([
    {
        args: ["a\nb"],
        message: 'The argument "a\\nb" has a line break, which a native disk cannot pass on; leave it out.',
    },
    {
        args: ["a", "---"],
        message: "The argument --- ends the arguments of a kernel that SYSLINUX starts; leave it out.",
    },
    {
        args: ["--hello=two  spaces"],
        message:
            'The argument "--hello=two  spaces" has a tab or several spaces in a row, which SYSLINUX makes one space; use one.',
    },
    {
        args: ["x".repeat(2001)],
        message: "The arguments have 2001 bytes together, and a native disk can pass on 2000; shorten them.",
    },
])("refused: $message", ({ args, message }) => {
    expect(() => commandLine(args)).toThrow(new UserError(message));
});
