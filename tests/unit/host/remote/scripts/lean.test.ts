import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { platform } from "../../../../../provider/host/remote/scripts/platform";
import { publishable } from "../../../../../provider/host/remote/scripts/ports";
import { waiting } from "../../../../../provider/host/remote/scripts/probe";
import { requirements } from "../../../../../provider/host/remote/scripts/requirements";

/** A host that has busybox's tools, and of others only those that are named. */
let lean: string;
beforeAll(() => {
    lean = mkdtempSync(join(tmpdir(), "lean-"));
    for (const name of ["awk", "cut", "grep", "head", "sed", "tr", "printf"])
        symlinkSync("/usr/bin/busybox", join(lean, name));
});
afterAll(() => {
    rmSync(lean, { recursive: true });
});

const run = (body: string, more: Record<string, string> = {}, PATH = lean): string =>
    execFileSync("/usr/bin/busybox", ["sh"], {
        input: `set -eu\n${body}`,
        encoding: "utf8",
        env: { PATH, ...more },
    });

describe("on a host with busybox's tools alone", () => {
    const stub = 'refuse() { echo "refused $*"; exit 0; }; bridges= taps= volumes= ports=';

    test("a probe of the console is refused, since nothing there knows its pattern", () => {
        expect(run(`${stub}\npattern=^ready\n${requirements}`)).toBe("refused grep\n");
        expect(run(`${stub}\n${requirements}\necho fine`)).toBe("fine\n");
    });

    test.each(["^it's ready \\d+$", "(?i)READY", "ready \\S(?=\\d)"])(
        "perl finds the pattern %s",
        (pattern) => {
            const perl = mkdtempSync(join(lean, "perl-"));
            symlinkSync("/usr/bin/perl", join(perl, "perl"));
            const { body } = waiting({ console: pattern }, undefined);
            const attempt = body.slice(0, body.indexOf("\nproblem=\n"));
            const tried = (line: string): string =>
                run(
                    `managed() { printf '%s\\n' before "$line" after; }\n${stub}\nname=www\n${requirements}\n${attempt}\nif attempt; then echo found; else echo "$problem"; fi`,
                    { line, pattern },
                    `${perl}:${lean}`,
                );
            expect(tried("it's ready 42")).toBe("found\n");
            expect(tried("it's not")).toBe(`no line of the console matches ${pattern}\n`);
        },
    );

    test("an ip that is not iproute2's is refused for TAP devices", () => {
        symlinkSync("/usr/bin/busybox", join(lean, "ip"));
        expect(run(`${stub}\n${platform}\ntaps='uk0 br0\n'\n${requirements}`)).toBe(
            "refused program ip iproute2\n",
        );
    });

    describe("what listens on a port is seen without ss", () => {
        let servers: Server[];
        const portOf = (server: Server | undefined): number => {
            const address = server?.address();
            if (address === null || typeof address !== "object") throw new Error("it does not listen");
            return address.port;
        };
        beforeAll(async () => {
            servers = ["0.0.0.0", "127.0.0.1", "::", "::1"].map((host) => createServer().listen(0, host));
            await Promise.all(
                servers.map((server) => new Promise((resolve) => server.once("listening", resolve))),
            );
        });
        afterAll(() => {
            for (const server of servers) server.close();
        });

        test.each([
            ["for everyone", 0, "10.42.0.2", "yes\n"],
            ["for everyone, and not by IPv6", 0, "fd42::2", ""],
            ["for itself alone", 1, "10.42.0.2", ""],
            ["for everyone, by IPv6 as well", 2, "10.42.0.2", "yes\n"],
            ["by IPv6", 2, "fd42::2", "yes\n"],
            ["for itself alone by IPv6", 3, "fd42::2", ""],
        ])("%s", (_what, index, address, said) => {
            expect(run(`${publishable}\nlistener_on tcp ${portOf(servers[index])} ${address}`)).toBe(said);
            expect(run(`${publishable}\nlistener_on udp ${portOf(servers[index])} ${address}`)).toBe("");
        });

        test("and with ss as before", () => {
            const ss = "/usr/bin:/bin:/usr/sbin:/sbin";
            const listener = (index: number): string =>
                run(`${publishable}\nlistener_on tcp ${portOf(servers[index])} 10.42.0.2`, {}, ss);
            expect(listener(0)).toMatch(/^yes( \S+)?\n$/);
            expect(listener(1)).toBe("");
        });
    });
});
