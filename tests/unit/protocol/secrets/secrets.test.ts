import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { kind, secret } from "../../../../provider/protocol/codec/value";
import { secretsOf } from "../../../../provider/protocol/secrets/secrets";

const { redact, contains } = secretsOf({
    token: secret("t0ken/with?signs"),
    document: secret("first line of it\n  second line of it\nno"),
    nested: [secret({ pin: 123456, inner: "inner secret" })],
    password: secret(`p$x%y"<&'z`),
    plain: "not a secret",
    short: secret("abc"),
    output: { [kind]: "output" as const, value: "from elsewhere", secret: true, dependencies: [] },
});

describe("a secret is taken out of what is shown", () => {
    test.each([
        ["as it is", "curl -H t0ken/with?signs", "curl -H [secret]"],
        ["in a URL", "?token=t0ken%2Fwith%3Fsigns&x", "?token=[secret]&x"],
        ["in a header", `Basic ${Buffer.from("t0ken/with?signs").toString("base64")}`, "Basic [secret]"],
        ["line by line", "> second line of it", "> [secret]"],
        ["quoted", JSON.stringify("first line of it\n  second line of it\nno"), '"[secret]"'],
        [
            "in a unit of systemd",
            String.raw`ExecStart="run" "--key=p$$x%%y\"<&'z"`,
            'ExecStart="run" "--key=[secret]"',
        ],
        [
            "in XML",
            "<cmdline>--key=p$x%y&quot;&lt;&amp;&apos;z</cmdline>",
            "<cmdline>--key=[secret]</cmdline>",
        ],
        ["nested, and as a number", "pin 123456 inner secret", "pin [secret] [secret]"],
        ["of an output", "it is from elsewhere", "it is [secret]"],
    ])("%s", (_, text, expected) => {
        expect(redact(text)).toBe(expected);
        expect(contains(text)).toBe(true);
    });
});

describe("a short line of a longer secret", () => {
    const lines = [
        "user: admin",
        "hunt3r",
        "s3cr",
        "pass",
        "true",
        "null,",
        "---",
        "data:",
        '"a": {',
        "[main]",
    ];
    const { redact, contains } = secretsOf({ document: secret(`${lines.join("\n")}\nabc\n`) });

    test.each([
        ["hunt3r", "[secret]"],
        ["password=hunt3r;", "password=[secret];"],
        ["'s3cr' and s3cr", "'[secret]' and [secret]"],
        [`pin: ${Buffer.from("hunt3r").toString("base64")}`, "pin: [secret]"],
        ["pass", "[secret]"],
    ])("is taken out of what is shown: %s", (text, expected) => {
        expect(redact(text)).toBe(expected);
        expect(contains(text)).toBe(true);
    });

    test.each(["passed, passport", "it is true, not null", "---", "data: 5", '"a": {', "[main] loop", "abc"])(
        "leaves what it is only a part of, and what all documents are made of: %s",
        (text) => {
            expect(redact(text)).toBe(text);
            expect(contains(text)).toBe(false);
        },
    );
});

test("a secret from a file, with its line end, is one without it too", () => {
    expect(secretsOf({ token: secret("hunter2\n") }).redact("it is hunter2!")).toBe("it is [secret]!");
});

test("what is not secret stays, and so do secrets too short to be told from anything else", () => {
    expect(redact("not a secret abc no")).toBe("not a secret abc no");
});

test("a text that is a short secret and nothing else is taken for it", () => {
    expect(redact("abc")).toBe("[secret]");
    expect(secretsOf({ pin: secret("42") }).redact("42")).toBe("[secret]");
    expect(secretsOf({ nothing: secret("") }).redact("")).toBe("");
});

test("of two secrets of which one holds the other, no half is left", () => {
    const both = secretsOf({ one: secret("password"), other: secret("password-2026") });
    expect(both.redact("password-2026 password")).toBe("[secret] [secret]");
});

/** Halves of characters are among them: nothing keeps a file from holding them. */
const anyUnit = fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.constantFrom("\ud83d", "\udc00", "$", "\\", "\n"),
);

test("no secret survives, whatever characters it is made of", () => {
    fc.assert(
        fc.property(
            fc.string({ unit: anyUnit, minLength: 4, maxLength: 40 }),
            fc.string(),
            fc.string(),
            (hidden, before, after) => {
                fc.pre(!"[secret]".includes(hidden));
                const shown = secretsOf({ hidden: secret(hidden) }).redact(`${before}${hidden}${after}`);
                expect(shown.split("[secret]").some((part) => part.includes(hidden))).toBe(false);
            },
        ),
    );
});
