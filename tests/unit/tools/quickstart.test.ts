import { describe, expect, test } from "@jest/globals";
import { portFrom } from "../../../tools/quickstart/port.mjs";
import { report } from "../../../tools/quickstart/report.mjs";
import { root } from "../../../tools/setup/paths.mjs";

describe("--port", () => {
    test.each([
        [[], undefined],
        [["--port", "8081"], 8081],
        [["--port=8081"], 8081],
    ])("%j is %p", (argv, expected) => {
        expect(portFrom(argv)).toBe(expected);
    });

    test.each([[["--port", "http"]], [["--port=70000"]], [["--prot", "8081"]]])("%j is refused", (argv) => {
        expect(() => portFrom(argv)).toThrow(argv[0]?.split("=")[0]);
    });
});

test("the quickstart ends by saying what answers, what it is, and what to try next", () => {
    const outputs = {
        url: "http://127.0.0.1:8080/",
        digest: "sha256:0123",
        size: 92_160,
        buildSeconds: 21.4,
        bootSeconds: 0.131,
        consolePath: `${root}/.work/store/instances/www/console`,
    };
    const text = report(outputs, "200 OK, “Hello”");
    expect(text.replace(/main\.rs:\d+/, "main.rs:1")).toBe(`
A unikernel answers at http://127.0.0.1:8080/

    answer    200 OK, “Hello”
    image     90 KiB, sha256:0123
    build     21 s
    boot      0.13 s, until it answered
    console   .work/store/instances/www/console

Next:
    npm run quickstart   after another text in examples/quickstart/web/src/main.rs:1
    npm run preview      shows what that would change, and changes nothing
    npm run destroy      ends and removes all of it
`);
    expect(text).toMatch(/main\.rs:\d+/);
});
