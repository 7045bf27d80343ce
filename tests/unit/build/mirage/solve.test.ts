import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";
import { withLock } from "../../../../provider/artifact/lock";
import type { Configured } from "../../../../provider/build/mirage/configure";
import { MirageOptions } from "../../../../provider/build/mirage/options";
import type { Session } from "../../../../provider/build/mirage/session";
import { solve } from "../../../../provider/build/mirage/solve";
import { switchLock } from "../../../../provider/build/mirage/switch-turn";
import type { StageResult } from "../../../../provider/build/toolchain";
import { UserError } from "../../../../provider/protocol/errors";
import { temporaryStore } from "../../artifact/temporary-store";

const layout = temporaryStore();

const workspaces: string[] = [];

afterEach(() => {
    for (const workspace of workspaces.splice(0)) rmSync(workspace, { recursive: true });
});

const ended = (exitCode: number): StageResult => ({ exitCode, stdout: "", stderr: "", tail: [] });

/** A build whose `make lock` ends when the test says so. */
const openBuild = (signal = new AbortController().signal) => {
    const workspace = mkdtempSync(join(tmpdir(), "mirage-solve-"));
    workspaces.push(workspace);
    mkdirSync(join(workspace, "mirage"));
    let began: () => void;
    let end: (result: StageResult) => void;
    const hasBegun = new Promise<void>((resolve) => (began = resolve));
    const result = new Promise<StageResult>((resolve) => (end = resolve));
    let runs = 0;
    const session: Session = {
        environment: {},
        versions: {},
        switchPrefix: "/opam/switch",
        request: {
            ...{ workspace, signal, target: "spt", arch: "x86_64", options: MirageOptions.parse({}) },
            run: () => {
                runs += 1;
                began();
                return result;
            },
            exclusively: ({ name }, action) => withLock(layout(), name, { signal }, action),
            fail: (_stage, explanation) => {
                throw new UserError(explanation);
            },
        },
    };
    const configured: Configured = {
        ...{ packageName: "hello-spt", opamFile: "", lockFile: "mirage/lock", outputFolder: "" },
        ...{ opam: "", output: "" },
    };
    return {
        solve: (dependencies: string) => solve(session, configured, dependencies),
        hasBegun,
        runs: () => runs,
        solves: (lock: string) => {
            writeFileSync(join(workspace, "mirage/lock"), lock);
            end(ended(0));
        },
        fails: () => {
            end(ended(2));
        },
    };
};

const lockNamed = (name: string): string => `x-opam-monorepo-version: "0.3"\n# ${name}\n`;

describe("builds that solve at once in one switch", () => {
    it("share one solve when their dependencies are the same", async () => {
        const [first, second] = [openBuild(), openBuild()];
        const locks = Promise.all([first.solve("same"), second.solve("same")]);
        await first.hasBegun;
        first.solves(lockNamed("first"));
        expect(await locks).toEqual([lockNamed("first"), lockNamed("first")]);
        expect(second.runs()).toBe(0);
    });

    it("solve one after the other when their dependencies differ", async () => {
        const [first, second] = [openBuild(), openBuild()];
        const locks = Promise.all([first.solve("one"), second.solve("other")]);
        await first.hasBegun;
        expect(second.runs()).toBe(0);
        first.solves(lockNamed("first"));
        await second.hasBegun;
        second.solves(lockNamed("second"));
        expect(await locks).toEqual([lockNamed("first"), lockNamed("second")]);
    });

    it("do not share a failure: each has its own to tell, or succeeds", async () => {
        const [first, second] = [openBuild(), openBuild()];
        const failing = first.solve("same");
        const waiting = second.solve("same");
        first.fails();
        await expect(failing).rejects.toThrow("ended with exit code 2");
        await second.hasBegun;
        second.solves(lockNamed("second"));
        expect(await waiting).toBe(lockNamed("second"));
    });

    it("do not wait for another's solve when they are cancelled", async () => {
        const abort = new AbortController();
        const [first, second] = [openBuild(), openBuild(abort.signal)];
        const solving = first.solve("same");
        const waiting = second.solve("same");
        await first.hasBegun;
        abort.abort();
        await expect(waiting).rejects.toThrow("aborted");
        first.solves(lockNamed("first"));
        expect(await solving).toBe(lockNamed("first"));
    });

    it("solve anew once nobody else is at it", async () => {
        const [first, second] = [openBuild(), openBuild()];
        const before = first.solve("same");
        await first.hasBegun;
        first.solves(lockNamed("first"));
        await before;
        const after = second.solve("same");
        await second.hasBegun;
        second.solves(lockNamed("second"));
        expect(await after).toBe(lockNamed("second"));
    });

    it("wait for whoever changes the switch, and are given up at once when they are cancelled", async () => {
        const abort = new AbortController();
        const build = openBuild(abort.signal);
        await withLock(layout(), switchLock("/opam/switch"), {}, async () => {
            const waiting = build.solve("one");
            abort.abort();
            await expect(waiting).rejects.toThrow("aborted");
        });
        expect(build.runs()).toBe(0);
    });

    it("do not wait for another switch", async () => {
        const build = openBuild();
        await withLock(layout(), switchLock("/opam/other"), {}, async () => {
            const solving = build.solve("one");
            await build.hasBegun;
            build.solves(lockNamed("first"));
            expect(await solving).toBe(lockNamed("first"));
        });
    });
});
