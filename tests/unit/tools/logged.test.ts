import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "@jest/globals";
import { logged } from "../../../tools/setup/logged.mjs";

describe("a command of the set-up", () => {
    test("that fails shows how what it said began and ended, and where the rest is", async () => {
        const script = "for i in $(seq 60); do echo line $i; done; echo no space left >&2; exit 3";
        const failure = await logged("test-failure", ["sh", "-c", script]).catch(
            (error: unknown) => error as Error,
        );
        expect(failure).toMatchObject({ exitCode: 1 });
        const { message } = failure as Error;
        expect(message).toContain("failed (3):");
        expect(message).toContain("line 1\n");
        expect(message).toContain("no space left");
        expect(message).not.toContain("line 20\n");
        const log = /Whole log: (.*)$/.exec(message)?.[1] ?? "";
        expect(readFileSync(log, "utf8")).toContain("line 20\n");
    });

    test("that does not exist is named", async () => {
        await expect(logged("test-absent", ["no-such-program"])).rejects.toThrow("no-such-program");
    });
});

describe("Ctrl-C", () => {
    const begin = async (): Promise<{ run: ChildProcess; child: number }> => {
        const run = spawn(process.execPath, ["--input-type=module", "-e", program], {
            cwd: join(__dirname, "..", "..", ".."),
            stdio: ["ignore", "pipe", "inherit"],
        });
        const lines = createInterface({ input: run.stdout as NodeJS.ReadableStream });
        const died = once(run, "exit").then(() => Promise.reject(new Error("it ended by itself")));
        const [pid] = (await Promise.race([once(lines, "line"), died])) as [string];
        return { run, child: Number(pid) };
    };

    test.each(["SIGINT", "SIGTERM"] as const)(
        "as %s ends the whole set-up, with status 130",
        async (signal) => {
            const { run, child } = await begin();
            run.kill(signal);
            expect(await once(run, "exit")).toEqual([130, null]);
            expect(isRunning(child)).toBe(false);
        },
    );
});

const isRunning = (pid: number): boolean => {
    try {
        return !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
    } catch {
        return false;
    }
};

/** Prints the process id of a grandchild, which does not end by itself. */
const program = `
    import { endChildrenOnSignals } from "./tools/setup/children.mjs";
    import { logged } from "./tools/setup/logged.mjs";
    endChildrenOnSignals();
    const onLine = (line) => console.log(line);
    await logged("test-interrupt", ["sh", "-c", "sleep 600 & echo $!; wait"], { onLine }).catch((error) => {
        process.exitCode = error.exitCode;
    });
`;
