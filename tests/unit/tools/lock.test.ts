import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { alone } from "../../../tools/setup/lock.mjs";

let folder: string;
let path: string;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unikernel-lock-"));
    path = join(folder, "setup.lock");
});

afterEach(() => {
    rmSync(folder, { recursive: true });
});

const nobody = (): void => undefined;

test("two set-ups at once do not overlap, and the second says for whom it waits", async () => {
    const events: string[] = [];
    let second: Promise<unknown> | undefined;
    await alone(
        () =>
            new Promise<void>((finishFirst) => {
                events.push("first begins");
                second = alone(
                    () => Promise.resolve(events.push("second begins")),
                    (owner) => {
                        events.push(`second waits for ${owner}`);
                        finishFirst();
                    },
                    path,
                );
            }).then(() => events.push("first ends")),
        nobody,
        path,
    );
    await second;
    expect(events).toEqual([
        "first begins",
        `second waits for ${process.pid}`,
        "first ends",
        "second begins",
    ]);
});

test("a set-up that was killed does not stop the next one", async () => {
    const dead = spawnSync("true").pid;
    writeFileSync(path, String(dead));
    await expect(alone(() => Promise.resolve("ran"), nobody, path)).resolves.toBe("ran");
});

test("nor when another process has its process id by now", async () => {
    writeFileSync(path, String(process.pid));
    const longAgo = Date.now() / 1000 - 3600;
    utimesSync(path, longAgo, longAgo);
    await expect(alone(() => Promise.resolve("ran"), nobody, path)).resolves.toBe("ran");
});

test("a set-up that fails leaves no lock", async () => {
    await expect(alone(() => Promise.reject(new Error("disk full")), nobody, path)).rejects.toThrow(
        "disk full",
    );
    expect(readdirSync(folder)).toEqual([]);
});
