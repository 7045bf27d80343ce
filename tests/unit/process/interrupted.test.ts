import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { baseEnvironment } from "../../../provider/process/environment";
import { openLog } from "../../../provider/process/output/log";
import { run, type Command } from "../../../provider/process/run";
import { timeoutSignal } from "../../../provider/process/timeout";
import { bundled } from "../artifact/bundled";

const crowded = bundled(join(__dirname, "crowded.ts"));

let folder: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "interrupted-"));
});
afterAll(() => rm(folder, { recursive: true }));

const sh = (script: string, options: Partial<Command>): Promise<unknown> =>
    run({ argv: ["/bin/sh", "-c", script], cwd: folder, env: baseEnvironment(), ...options });

/** Stops a command when it prints a line. */
function stopAt(last: string): { reason: Error; options: Partial<Command> } {
    const controller = new AbortController();
    const reason = new Error("enough");
    const onLine = (line: string): void => {
        if (line === last) controller.abort(reason);
    };
    return { reason, options: { signal: controller.signal, onLine } };
}

test("a command that is stopped tells how far it had come, and where its whole log is", async () => {
    const log = await openLog(join(folder, "stopped.log"));
    const { reason, options } = stopAt("linking");
    const redact = (text: string): string => text.replaceAll("hunter22", "[secret]");
    const script = "echo compiling; echo hunter22; echo linking; exec sleep 1000";
    const running = sh(script, { ...options, log, redact });
    await expect(running).rejects.toMatchObject({
        name: "UserError",
        message:
            "/bin/sh was stopped before it had finished. These were its last lines:\n" +
            "    compiling\n    [secret]\n    linking",
        logPath: log.path,
        cause: reason,
    });
    await log.close();
});

test("one that had printed nothing says so", async () => {
    const log = await openLog(join(folder, "silent.log"));
    const running = sh("exec sleep 1000", { log, signal: timeoutSignal(50) });
    await expect(running).rejects.toThrow(
        "/bin/sh was stopped before it had finished. It had printed nothing.",
    );
    await log.close();
});

test("a command ends even when no further file can be opened to look at its processes", async () => {
    const argv = ["-c", 'ulimit -n 60; exec "$@"', "sh", process.execPath, crowded()];
    const { stdout } = await promisify(execFile)("/bin/sh", argv);
    expect(stdout).toBe("enough, gone\n");
});
