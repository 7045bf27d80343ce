import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { baseEnvironment } from "../../../provider/process/environment";
import { isGroupAlive } from "../../../provider/process/group";
import { openLog } from "../../../provider/process/output/log";
import { run, type Command, type CommandResult } from "../../../provider/process/run";

let folder: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "run-"));
});
afterAll(() => rm(folder, { recursive: true }));

function sh(script: string, options: Partial<Command> = {}): Promise<CommandResult> {
    return run({ argv: ["/bin/sh", "-c", script], cwd: folder, env: baseEnvironment(), ...options });
}

describe("a command", () => {
    test("answers what it printed, and its exit status", async () => {
        const result = await sh("echo one; echo two >&2; exit 3");
        expect(result).toMatchObject({ exitCode: 3, stdout: "one", stderr: "two" });
        expect([...result.tail].sort()).toEqual(["one", "two"]);
    });

    test.each(["SIGKILL", "SIGTERM", "SIGSEGV"] as const)("that %s ends says so", async (signal) => {
        const numbers = { SIGKILL: 9, SIGTERM: 15, SIGSEGV: 11 };
        const number = numbers[signal];
        expect(await sh(`kill -${number} $$`)).toMatchObject({ exitCode: 128 + number, signal });
    });

    test("gets its arguments unchanged, whatever is in them", async () => {
        const argument = fc
            .string({ unit: "grapheme", maxLength: 40 })
            .map((text) => text.replaceAll("\0", ""));
        const print = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";
        await fc.assert(
            fc.asyncProperty(fc.array(argument, { maxLength: 8 }), async (args) => {
                const argv = [process.execPath, "-e", print, "--", ...args] as const;
                const { stdout } = await run({ argv, cwd: folder, env: baseEnvironment() });
                expect(JSON.parse(stdout)).toEqual(args);
            }),
            {
                numRuns: 12,
                examples: [[["'", '"', "a b", "line\nbreak", "$HOME `id`", "ñ 日本 🙂", "", "-n", "\\"]]],
            },
        );
    });

    test("gets the given environment and no other", async () => {
        const env = { PATH: process.env.PATH ?? "", ODD: "a\nb'\"$", EMPTY: "" };
        const { stdout } = await run({
            argv: [process.execPath, "-p", "JSON.stringify(process.env)"],
            cwd: folder,
            env,
        });
        // What a shell sets for itself is not ours to judge.
        expect(JSON.parse(stdout)).toEqual({ ...env, PWD: expect.anything() });
    });

    test("runs in its folder, without input and without a terminal", async () => {
        const { stdout } = await sh("pwd -P; cat; tty; (: </dev/tty) 2>/dev/null || echo none");
        expect(stdout.split("\n")).toEqual([expect.stringMatching(/run-/), "not a tty", "none"]);
    });
});

describe("a command that reads", () => {
    test("is told what to read, and prints it byte for byte", async () => {
        const read: Buffer[] = [];
        const bytes = Buffer.from("one\0\x1b[1m\r\ntwo \xff\n", "latin1");
        const result = await run({
            ...{ argv: ["cat"], cwd: folder, env: baseEnvironment() },
            input: (stdin) => stdin.end(bytes),
            onOutput: (chunk) => read.push(chunk),
        });
        expect(Buffer.concat(read).toString("latin1")).toBe(bytes.toString("latin1"));
        expect(result.exitCode).toBe(0);
    });

    test("need not read all of it, or any", async () => {
        const input: Command["input"] = (stdin) => stdin.end("x".repeat(1_000_000));
        expect(await sh("head -c 3", { input })).toMatchObject({ exitCode: 0, stdout: "xxx" });
        expect(await sh("echo done", { input })).toMatchObject({ exitCode: 0, stdout: "done" });
    });
});

describe("a command that cannot be run", () => {
    test("is named, with what to do about it", async () => {
        const whenMissing = (name: string): string => `Install it: apt install ${name}.`;
        const running = run({ argv: ["no-such-tool"], cwd: folder, env: baseEnvironment(), whenMissing });
        await expect(running).rejects.toThrow(
            "no-such-tool cannot be run: it is not on PATH. Install it: apt install no-such-tool.",
        );
    });

    test("is looked for below its folder when it is a path, and must be executable", async () => {
        await writeFile(join(folder, "plain"), "#!/bin/sh\n");
        const running = run({ argv: ["./plain"], cwd: folder, env: baseEnvironment() });
        await expect(running).rejects.toThrow(
            "./plain cannot be run: it is not executable (`chmod +x` makes it so).",
        );
        await writeFile(join(folder, "script"), "#!/bin/sh\necho ran\n", { mode: 0o755 });
        expect((await run({ argv: ["./script"], cwd: folder, env: baseEnvironment() })).stdout).toBe("ran");
    });
});

describe("what a command prints", () => {
    test("reaches the status line as it comes, with progress that is written over", async () => {
        const seen: string[] = [];
        const { stdout } = await sh(String.raw`printf '10%%\r50%%\rdone\n\033[1mbold\033[0m\n'`, {
            onLine: (line) => seen.push(line),
        });
        expect(seen).toEqual(["10%", "50%", "done", "bold"]);
        expect(stdout).toBe("done\nbold");
    });

    test("is in the log whole, without its secrets, which only what is parsed still has", async () => {
        const log = await openLog(join(folder, "build.log"));
        const redact = (text: string): string => text.replaceAll("hunter22", "[secret]");
        const result = await sh("echo password hunter22; echo hunter22 >&2", { log, redact });
        await log.close();
        const written = await readFile(log.path, "utf8");
        expect(written.split("\n").sort()).toEqual(["", "[secret]", "password [secret]"]);
        expect([...result.tail].sort()).toEqual(["[secret]", "password [secret]"]);
        expect([result.stdout, result.stderr]).toEqual(["password hunter22", "hunter22"]);
    });

    test("may be 100 MB: memory stays bounded, the beginning and the end are kept", async () => {
        const log = await openLog(join(folder, "large.log"), { beginning: 1_000_000, end: 1_000 });
        const before = process.memoryUsage().rss;
        const line = "x".repeat(99);
        const { stdout, tail } = await sh(`echo first; yes ${line} | head -c 100000000; echo last`, { log });
        await log.close();
        expect(stdout.length).toBeLessThan(3_000_000);
        expect(stdout.startsWith("first\n")).toBe(true);
        expect(stdout.endsWith("\nlast")).toBe(true);
        expect(tail.at(-1)).toBe("last");
        const written = await readFile(log.path, "utf8");
        expect(written.length).toBeLessThan(1_010_000);
        expect(written).toMatch(/^first\n[^]*\n\[… \d+ lines left out …\]\n[^]*\nlast\n$/);
        expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    });

    test("may be one line without an end", async () => {
        const { stdout } = await sh("head -c 20000000 /dev/zero | tr '\\0' x");
        expect(stdout).toMatch(/^x+ \[…\]$/);
        expect(stdout.length).toBeLessThan(20_000);
    });
});

describe("stopping a command", () => {
    /** Starts a script that says its group's number when it is ready, and stops it then. */
    async function stopWhenReady(script: string, graceMs: number): Promise<number> {
        const controller = new AbortController();
        let group = 0;
        const running = sh(script, {
            signal: controller.signal,
            graceMs,
            onLine(line) {
                group = Number(line);
                controller.abort(new Error("enough"));
            },
        });
        await expect(running).rejects.toThrow("enough");
        return group;
    }

    test("ends its children too", async () => {
        const group = await stopWhenReady("sleep 1000 & (sleep 1000; :) & echo $$; wait", 60_000);
        expect(await isGroupAlive(group)).toBe(false);
    });

    test("ends what ignores SIGTERM, after the grace time", async () => {
        const group = await stopWhenReady("trap '' TERM; sleep 1000 & echo $$; wait; sleep 1000", 100);
        expect(await isGroupAlive(group)).toBe(false);
    });

    test("lets it clean up within the grace time", async () => {
        const mark = join(folder, "cleaned");
        await stopWhenReady(`trap 'echo yes >${mark}; exit' TERM; echo $$; sleep 1000 & wait`, 60_000);
        expect(await readFile(mark, "utf8")).toBe("yes\n");
    });

    test("ends one that is stopped", async () => {
        const group = await stopWhenReady(
            "(while :; do kill -STOP $$; sleep 0.01; done) & echo $$; wait",
            60_000,
        );
        expect(await isGroupAlive(group)).toBe(false);
    });

    test("before it has begun begins nothing", async () => {
        const running = sh(`touch ${join(folder, "begun")}`, {
            signal: AbortSignal.abort(new Error("early")),
        });
        await expect(running).rejects.toThrow("early");
        await expect(readFile(join(folder, "begun"))).rejects.toThrow("ENOENT");
    });
});

describe("what a command leaves running", () => {
    test("is ended with it", async () => {
        const { stdout } = await sh("sleep 1000 & echo $$");
        expect(await isGroupAlive(Number(stdout))).toBe(false);
    });
});
