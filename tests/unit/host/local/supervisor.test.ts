import { spawnSync } from "node:child_process";
import { readdir, readFile, readlink, stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { supervisorOf, type Condition } from "../../../../provider/host/local/condition";
import { replaceFile } from "../../../../provider/host/local/files";
import { formatPolicy } from "../../../../provider/host/local/policy";
import { supervisorScript } from "../../../../provider/host/local/supervisor";
import { isAlive, processIdentity } from "../../../../provider/process/identity";
import { hasExited, policy, supervised, type Supervised } from "./supervised";

let instance: Supervised;
beforeEach(async () => (instance = await supervised()));
afterEach(() => instance.end());

function exitOf(condition: Condition): { status?: number; verdict?: number; restarts?: number } {
    const exit = "exit" in condition ? condition.exit : undefined;
    return { status: exit?.status, verdict: exit?.verdict, restarts: exit?.restarts };
}

test.each(["sh", "bash"])("%s accepts the script", (shell) => {
    const { status, stderr } = spawnSync(shell, ["-n"], { input: supervisorScript, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

describe("what it starts", () => {
    test("runs by itself: no terminal, no input, nothing of the plugin's, in a session of its own", async () => {
        await instance.run("echo ready; exec sleep 1000");
        await instance.untilSaid("ready");
        const condition = await instance.until(({ state }) => state === "running");
        const pid = "guest" in condition ? condition.guest.pid : 0;
        const descriptors = await readdir(`/proc/${pid}/fd`);
        const files = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`)));
        expect(files.slice(0, 3)).toEqual(["/dev/null", instance.folder.console, instance.folder.console]);
        expect(new Set(files.slice(3))).toEqual(new Set(files.length > 3 ? ["/dev/null"] : []));
        const [, , , session] = (await readFile(`/proc/${pid}/stat`, "utf8"))
            .replace(/^.*\) /, "")
            .split(" ");
        expect(Number(session)).toBe((await supervisorOf(instance.folder))?.pid);
    });

    test("has the environment that it was given, whatever the names, and no more", async () => {
        process.env.UNIKERNEL_TEST_CREDENTIAL = "canary";
        await instance.run('echo "$status $limit $_limit $delay end"; env; echo done', {
            env: { status: "a b", limit: "5", delay: "'\"$(echo)", PATH: "/bin:/usr/bin" },
        });
        delete process.env.UNIKERNEL_TEST_CREDENTIAL;
        const said = await instance.untilSaid("done\n");
        expect(said).toContain("a b 5  '\"$(echo) end\n");
        expect(said).toContain("PATH=/bin:/usr/bin\n");
        expect(said).not.toContain("canary");
    });

    test("writes a console that only its user can read", async () => {
        await instance.run("echo secret");
        await instance.until(hasExited);
        expect((await stat(instance.folder.console)).mode & 0o777).toBe(0o600);
    });
});

describe("when it ends", () => {
    test.each([
        ["exit 7", 7],
        ["kill -9 $$", 137],
        ["exec /nonexistent/program", 127],
    ])("%s: status %i is on record", async (script, status) => {
        await instance.run(script);
        expect(exitOf(await instance.until(hasExited))).toMatchObject({ status, restarts: 0 });
    });

    test.each([
        ["no", "exit 1", 0],
        ["on-failure", "exit 0", 0],
        ["on-failure", "exit 64", 0],
        ["on-failure", "exit 1", 1],
        ["always", "exit 0", 1],
    ] as const)(
        "the policy %s with %s means %i restarts, where one is the limit",
        async (restart, script, restarts) => {
            await instance.run(script, { policy: { restart, limit: 1 } });
            expect(exitOf(await instance.until(hasExited))).toMatchObject({ restarts });
        },
    );

    test("a policy that is changed while it runs is what counts", async () => {
        await instance.run("echo run; while [ ! -e go ]; do sleep 0.02; done; exit 1", {
            policy: { restart: "always", limit: 100 },
        });
        await instance.untilSaid("run");
        await replaceFile(instance.folder.policy, formatPolicy({ ...policy, restart: "no" }));
        await replaceFile(`${instance.folder.path}/go`, "");
        expect(exitOf(await instance.until(hasExited))).toMatchObject({ status: 1, restarts: 0 });
    });

    test("a status that says too little is explained by the last lines of the console", async () => {
        const verdicts = [{ status: 83, sed: String.raw`s/^Solo5: solo5_exit(\([0-9]*\)) called$/\1/p` }];
        await instance.run("printf 'Solo5: solo5_exit(5) called\\r\\n'; exit 83", {
            policy: { exit: { ...policy.exit, verdicts } },
        });
        expect(exitOf(await instance.until(hasExited))).toMatchObject({ status: 83, verdict: 5 });
    });

    test("what it left running in its group ends too", async () => {
        await instance.run("sleep 1000 & echo $! started; exit 0");
        const [pid] = (await instance.untilSaid("started")).split(" ");
        const supervisor = await supervisorOf(instance.folder);
        await instance.until(hasExited);
        while (supervisor && (await isAlive(supervisor)));
        while (await processIdentity(Number(pid))) await pause(20);
    });
});

test("each restart is told apart on the console by where it begins", async () => {
    await instance.run("echo one line; sleep 1000", { policy: { restart: "always", limit: 5 } });
    const first = await instance.until(({ state }) => state === "running");
    await instance.untilSaid("one line\n");
    process.kill("guest" in first ? first.guest.pid : 0, "SIGKILL");
    const second = await instance.until(
        (condition) => condition.state === "running" && condition.guest.restarts === 1,
    );
    expect(second).toMatchObject({ guest: { consoleOffset: "one line\n".length } });
});

test("a console that grows too large is cut, and what it held before is kept beside it", async () => {
    await instance.run(
        "i=0; while [ $i -lt 300 ]; do echo 'a line of the console'; i=$((i+1)); done; exec sleep 1000",
        {
            policy: { consoleBytes: 1000 },
        },
    );
    const { console, previousConsole } = instance.folder;
    const sizeOf = (path: string): Promise<number> =>
        stat(path).then(
            ({ size }) => size,
            () => -1,
        );
    while ((await sizeOf(previousConsole)) < 0 || (await sizeOf(console)) > 1000) await pause(20);
    expect(await sizeOf(previousConsole)).toBe(300 * "a line of the console\n".length);
});
