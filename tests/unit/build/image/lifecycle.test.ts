import { describe, expect, test } from "@jest/globals";
import { chmod, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { artifactFile } from "../../../../provider/artifact/store";
import { imageLifecycle } from "../../../../provider/build/image/lifecycle";
import { verifyStore } from "../../artifact/verify";
import { buildCounts, command, smallSource } from "./small-builds";
import { checked, create, update, world, type World } from "./world";

const current = world();

async function logs({ layout }: World): Promise<string> {
    const names = await readdir(layout.logs);
    return (await Promise.all(names.map((name) => readFile(join(layout.logs, name), "utf8")))).join("");
}

describe("an image", () => {
    test("is built, stripped, stored, and its file is what its outputs say", async () => {
        const { call, layout, write, folder } = current();
        await write({ "c/web.c": "int main(void) { return 0; }\n" });
        const gcc = { argv: ["gcc", "-g", "-o", "web", "web.c"], output: "web" };
        const { outputs } = await create(call, { source: join(folder, "c"), command: gcc });
        const { artifact } = outputs;
        expect(artifact).toMatchObject({ name: "web", target: "unix", arch: "x86_64", devices: [] });
        expect(outputs.toolchainVersions).toEqual({ gcc: expect.stringMatching(/^\d+\.\d+/) });
        const stored = await readFile(artifactFile(layout, artifact.digest));
        expect(stored.length).toBe(artifact.size);
        expect(stored.includes(".debug_info")).toBe(false);
        expect(await verifyStore(layout)).toEqual([]);
        expect(await readdir(join(folder, "c"))).toEqual(["web.c"]);
    });

    test("keeps its symbols when it is not to be stripped", async () => {
        const { call, layout, write, folder } = current();
        await write({ "c/web.c": "int main(void) { return 0; }\n" });
        const gcc = { argv: ["gcc", "-g", "-o", "web", "web.c"], output: "web" };
        const { outputs } = await create(call, { source: join(folder, "c"), command: gcc, strip: false });
        const stored = await readFile(artifactFile(layout, outputs.artifact.digest));
        expect(stored.includes(".debug_info")).toBe(true);
    });

    test("is not built when the same was built before", async () => {
        const { call } = current();
        const first = await create(call, { source: await smallSource(current(), "one"), command });
        await update(call, first, { source: await smallSource(current(), "two"), command });
        const third = await update(call, first, { source: await smallSource(current(), "one"), command });
        expect(third.outputs).toEqual(first.outputs);
        expect(await buildCounts(current())).toEqual([2]);
    });

    test("stays as it is when only the place of its source changes", async () => {
        const { call } = current();
        const first = await create(call, { source: await smallSource(current()), command });
        const moved = await update(call, first, {
            source: await smallSource(current(), "hello", "moved"),
            command,
        });
        expect(moved.outputs).toEqual(first.outputs);
        expect(await buildCounts(current())).toEqual([1]);
    });

    test("is built again when its file in the store was damaged", async () => {
        const { call, layout, notes } = current();
        const source = await smallSource(current());
        const { outputs } = await create(call, { source, command });
        const path = artifactFile(layout, outputs.artifact.digest);
        await chmod(path, 0o755);
        await writeFile(path, "damaged");
        const again = await create(call, { source, command });
        expect(again.outputs.artifact.digest).toBe(outputs.artifact.digest);
        expect(notes).toEqual([expect.stringMatching(/was damaged.*It is built again\.$/)]);
        expect(await verifyStore(layout)).toEqual([]);
    });

    test("is forgotten by delete, while its file stays for others", async () => {
        const { call, layout } = current();
        const state = await create(call, { source: await smallSource(current()), command });
        await imageLifecycle.delete(call, { state });
        await expect(readFile(artifactFile(layout, state.outputs.artifact.digest))).resolves.toBeDefined();
    });

    test("is as the state says when it is read, wherever its file is", async () => {
        const { call, layout } = current();
        const state = await create(call, { source: await smallSource(current()), command });
        await rm(artifactFile(layout, state.outputs.artifact.digest));
        expect(await imageLifecycle.read(call, { id: state.id, state })).toEqual(state);
    });

    test("shows its stages and the tool's last line while it is built", async () => {
        const { call, statuses, write, folder } = current();
        await write({ "web/build.sh": "#!/bin/sh\necho compiling web\ncp /bin/true web\n" });
        await create(call, { source: join(folder, "web"), command: { ...command, output: "web" } });
        expect(statuses).toEqual(["copying the source", "build", "build: compiling web"]);
    });
});

describe("secrets in the environment of a build", () => {
    const env = { TOKEN: "hunter22" };
    const prints = '#!/bin/sh\necho "token: $TOKEN"\necho "$TOKEN" >&2\n';

    test("reach the build, and neither the log nor the store nor the state", async () => {
        const { call, write, folder, layout } = current();
        await write({ "web/build.sh": `${prints}test "$TOKEN" = hunter22 && cp /bin/true web\n` });
        const made = { ...command, output: "web" };
        const { outputs } = await create(call, { source: join(folder, "web"), command: made, env });
        expect(await logs(current())).toContain("token: [secret]");
        expect(await logs(current())).not.toContain("hunter22");
        expect(JSON.stringify(outputs)).not.toContain("hunter22");
        for (const name of await readdir(layout.builds)) {
            expect(name + (await readFile(join(layout.builds, name), "utf8"))).not.toContain("hunter22");
        }
    });

    test("are not in the error of a build that fails", async () => {
        const { call, write, folder } = current();
        await write({ "web/build.sh": `${prints}exit 1\n` });
        const building = create(call, { source: join(folder, "web"), command, env });
        await expect(building).rejects.toThrow("token: [secret]");
        await expect(building).rejects.not.toThrow("hunter22");
    });

    test("are told apart: another value is another build", async () => {
        const { call } = current();
        const source = await smallSource(current());
        const first = await create(call, { source, command, env });
        await update(call, first, { source, command, env: { TOKEN: "another" } });
        expect(await buildCounts(current())).toEqual([1, 1]);
    });
});

describe("a build that is cancelled", () => {
    test("leaves no lock, no half artifact and nothing in staging, and the next one succeeds", async () => {
        const { call, layout, write, folder } = current();
        await write({
            "web/build.sh":
                "#!/bin/sh\ntest -e ../ready || { echo started; sleep 1000; }\ncp /bin/true web\n",
        });
        const given = { source: join(folder, "web"), command: { ...command, output: "web" } };
        const cancel = new AbortController();
        const inputs = await checked(call, given);
        const status = (line: string): void => {
            if (line.endsWith("started")) cancel.abort(new Error("cancelled"));
        };
        const cancelled = { ...call, signal: cancel.signal, progress: { ...call.progress, status } };
        await expect(imageLifecycle.create(cancelled, { inputs })).rejects.toThrow(
            /^\.\/build\.sh was stopped .*\n {4}started$/,
        );
        for (const place of [layout.locks, layout.staging, layout.artifacts, layout.builds]) {
            expect(await readdir(place).catch(() => [])).toEqual([]);
        }
        await write({ "store/workspaces/ready": "" });
        await create(call, given);
        expect(await verifyStore(layout)).toEqual([]);
    });
});
