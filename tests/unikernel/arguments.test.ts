import { beforeAll, describe, expect, test } from "@jest/globals";
import { webElf } from "./build";
import { fetchPage } from "./client";
import { boot, withMachine } from "./machine";

let kernel: string;
beforeAll(async () => {
    kernel = await webElf();
});

describe("the greeting is the one given", () => {
    test.each([
        { what: "with spaces", args: `--hello="Hello, dear world"`, html: "Hello, dear world" },
        { what: "with the quotes around all of it", args: `"--hello=a / b"`, html: "a / b" },
        { what: "in any script", args: `--hello="Grüße, 世界 🦀"`, html: "Grüße, 世界 🦀" },
        {
            what: "with quotes of its own",
            args: String.raw`--hello="say \"hi\" \\o/"`,
            html: "say &quot;hi&quot; \\o/",
        },
        { what: "and not markup", args: `--hello=<b>1&2</b>`, html: "&lt;b&gt;1&amp;2&lt;/b&gt;" },
        { what: "the last of two", args: "--hello=one --hello=two", html: "two" },
    ])("$what", async ({ args, html }) => {
        await withMachine({ kernel, args }, async ({ port }) => {
            const { headers, body } = await fetchPage(port);
            expect(body).toContain(`<h1>${html}</h1>`);
            expect(Number(headers["content-length"])).toBe(Buffer.byteLength(body));
        });
    });

    test("or the source's own", async () => {
        await withMachine({ kernel }, async ({ port }) => {
            expect((await fetchPage(port)).body).toContain("<h1>Hello from a unikernel!</h1>");
        });
    });
});

/** `isa-debug-exit` makes this QEMU's exit status. */
const qemuStatus = (status: number): number => ((status << 1) | 1) & 0xff;

const known = "--hello=, --ipv4=, --ipv4-gateway=, --ipv6= and --ipv6-gateway=";

describe("a wrong argument ends it with one line that says what is wrong", () => {
    test.each([
        ["hello", `hello: unknown argument, known are ${known}`],
        ["--helo=x", `--helo=x: unknown argument, known are ${known}`],
        ["--ipv4=10.0.2.15", "--ipv4=10.0.2.15: expected --ipv4=A.B.C.D/N"],
        ["--ipv4=10.0.2.15/33", "--ipv4=10.0.2.15/33: expected --ipv4=A.B.C.D/N"],
        ["--ipv4=10.0.2.256/24", "--ipv4=10.0.2.256/24: expected --ipv4=A.B.C.D/N"],
        ["--ipv4=224.0.0.1/24", "--ipv4=224.0.0.1/24: expected --ipv4=A.B.C.D/N"],
        ["--ipv4", "--ipv4: expected --ipv4=A.B.C.D/N"],
        ["--ipv4-gateway=here", "--ipv4-gateway=here: expected --ipv4-gateway=A.B.C.D"],
        ["--ipv4-gateway=10.0.2.2", "--ipv4-gateway needs --ipv4"],
        ["--ipv6=fd42::2", "--ipv6=fd42::2: expected --ipv6=X:X::X/N"],
        ["--ipv6=fd42::2/129", "--ipv6=fd42::2/129: expected --ipv6=X:X::X/N"],
        ["--ipv6=ff02::1/64", "--ipv6=ff02::1/64: expected --ipv6=X:X::X/N"],
        ["--ipv6=10.0.2.15/24", "--ipv6=10.0.2.15/24: expected --ipv6=X:X::X/N"],
        ["--ipv6-gateway=::", "--ipv6-gateway=::: expected --ipv6-gateway=X:X::X"],
        ["--ipv6-gateway=fd42::1", "--ipv6-gateway needs --ipv6"],
        [`--hello="never closed`, "a double quote isn't closed"],
        ["--hello=\\", "nothing follows the last backslash"],
    ])("%s", async (args, message) => {
        const machine = await boot({ kernel, args });
        expect(await machine.exited).toBe(qemuStatus(64));
        expect(machine.console()).toMatch(/^\[ +0\.\d+\] ERROR .*\r\nexit status 64\r\n$/);
        expect(machine.console()).toContain(`ERROR ${message}\r\n`);
    });
});

describe("without a network card that it can drive it says so", () => {
    test.each([
        { card: undefined, message: "there is no virtio network card" },
        { card: "e1000", message: "there is no virtio network card" },
    ])("$card", async ({ card, message }) => {
        const machine = await boot({ kernel, card });
        expect(await machine.exited).toBe(qemuStatus(1));
        expect(machine.console()).toContain(message);
    });
});
