import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { consoleTail } from "../../../../provider/host/local/console";
import { imageFor } from "../images";
import { notReady, world } from "./world";

const machine = world();
const ready = { console: "^ready$" };

test("an instance is created when its probe has passed, and runs then", async () => {
    const image = await machine().script(`printf '<%s>' "$0" "$@"; echo; echo ready; exec sleep 1000`);
    const args = ["--hello=Hi  there", "'\"$(id)", ""];
    const { id, outputs } = await machine().create("www", { image, args, probe: ready });
    const folder = machine().folder({ id });
    expect(outputs).toEqual({
        state: "running",
        addresses: [],
        taps: {},
        consolePath: folder.console,
        unit: expect.stringMatching(/^[0-9a-f]{16}$/),
        bootSeconds: expect.any(Number),
    });
    expect(id).toMatch(/^www-[0-9a-f]{7}$/);
    const program = join(machine().layout.artifacts, image.digest.slice(7));
    expect((await consoleTail(folder, 10))[0]).toBe([program, ...args].map((word) => `<${word}>`).join(""));
});

test("what is kept of it can be read by its user alone", async () => {
    const image = await machine().script("echo ready; exec sleep 1000");
    const created = await machine().create("private", { image, probe: ready, args: ["--token=canary"] });
    const folder = machine().folder(created);
    const modes = [folder.path, folder.specification, folder.console, folder.owner, folder.policy].map(
        async (path) => (await stat(path)).mode & 0o077,
    );
    expect(await Promise.all(modes)).toEqual([0, 0, 0, 0, 0]);
});

test("it is given its own environment and what a program needs, none of the plugin's credentials", async () => {
    process.env.AWS_SECRET_ACCESS_KEY = process.env.PULUMI_CONFIG_PASSPHRASE = "canary";
    const image = await machine().script("env; echo ready");
    const created = await machine().create("env", { image, probe: ready, env: { GREETING: "Hi  there" } });
    delete process.env.AWS_SECRET_ACCESS_KEY;
    delete process.env.PULUMI_CONFIG_PASSPHRASE;
    const lines = (await readFile(machine().folder(created).console, "utf8")).trim().split("\n");
    const names = lines.filter((line) => line.includes("=")).map((line) => line.slice(0, line.indexOf("=")));
    const allowed = ["PATH", "HOME", "USER", "LOGNAME", "TZ", "LANG", "LC_ALL", "TMPDIR", "UNIKERNEL_UNIT"];
    const ofTheShell = ["PWD", "OLDPWD", "SHLVL", "_"];
    expect(names.filter((name) => ![...allowed, ...ofTheShell].includes(name))).toEqual(["GREETING"]);
    expect(lines).toContain("GREETING=Hi  there");
});

describe("without a probe", () => {
    test("it is created when it still runs a moment later", async () => {
        const image = await machine().script("exec sleep 1000");
        const { outputs } = await machine().create("settles", { image });
        expect(outputs).toMatchObject({ state: "running" });
        expect(outputs).not.toHaveProperty("bootSeconds");
    });

    test("one that has done its work at once is created, too", async () => {
        const image = await machine().script("exit 0");
        const { outputs } = await machine().create("done", { image });
        expect(outputs).toMatchObject({ state: "exited", exitStatus: 0, exitReason: "it ended by itself" });
    });

    test("one that fails at once is not ready, and the user sees how and why", async () => {
        const image = await machine().script("echo usage: www --port=N; exit 64");
        const error = await notReady(machine().create("fails", { image }));
        const { consolePath } = error.state.outputs;
        expect(error.state.outputs).toMatchObject({ state: "exited", exitStatus: 64 });
        expect(error.reasons).toEqual([
            "it exited with status 64: it did not understand its arguments\n" +
                "The last lines of its console:\n    usage: www --port=N\n" +
                `The whole console: ${consolePath}`,
        ]);
    });
});

describe("a probe that never passes", () => {
    test("leaves an instance that runs, with the last lines of its console, and the next update goes on", async () => {
        const image = await machine().script(
            "seq 1 30; echo booting; while [ ! -e go ]; do sleep 0.02; done; echo ready; exec sleep 1000",
        );
        const probe = { ...ready, deadline: 1 };
        const error = await notReady(machine().create("slow", { image, probe }));
        const { id, outputs } = error.state;
        expect(outputs).toMatchObject({ state: "running" });
        expect(outputs).not.toHaveProperty("bootSeconds");
        const lines = [...Array.from({ length: 19 }, (_, index) => String(index + 12)), "booting"];
        expect(error.reasons).toEqual([
            [
                "its probe did not pass within 1 s: no line of the console matches ^ready$",
                "The last lines of its console:",
                ...lines.map((line) => `    ${line}`),
                `The whole console: ${outputs.consolePath}`,
            ].join("\n"),
        ]);

        const kept = { id, inputs: { image, probe, name: id }, outputs };
        await notReady(machine().update(kept, {}));
        await writeFile(join(machine().folder({ id }).path, "go"), "");
        const { outputs: later } = await machine().update(kept, {});
        expect(later).toMatchObject({
            state: "running",
            unit: outputs.unit,
            bootSeconds: expect.any(Number),
        });
    });

    test("is not waited for once the instance has ended for good", async () => {
        const image = await machine().script("echo no; exit 3");
        const probe = { ...ready, deadline: 100 };
        const error = await notReady(machine().create("ends", { image, probe, restart: "no" }));
        expect(error.reasons[0]).toMatch(/^it exited with status 3: it reported a failure\n/);
    });
});

test("a creation that is cancelled leaves nothing", async () => {
    const image = await machine().script("exec sleep 1000");
    const cancelled = new AbortController();
    const onStatus = (line: string): void => {
        if (line.startsWith("waiting")) cancelled.abort(new Error("cancelled"));
    };
    const options = { signal: cancelled.signal, onStatus };
    const inputs = { image, probe: ready, name: "cancelled" };
    await expect(machine().create("cancelled", inputs, options)).rejects.toThrow("cancelled");
    await expect(stat(machine().folder({ id: "cancelled" }).path)).rejects.toThrow("ENOENT");
});

test("an image that the store does not have, and cannot be made again, is an error that leaves nothing", async () => {
    const image = imageFor("unix");
    await expect(machine().create("lost", { image, name: "lost" })).rejects.toThrow(
        /^The image hello\.unix \(sha256:0{64}\) is not in this machine's store .*, and cannot be made again/,
    );
    await expect(stat(machine().folder({ id: "lost" }).path)).rejects.toThrow("ENOENT");
});
