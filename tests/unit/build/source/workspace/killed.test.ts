import { expect, test } from "@jest/globals";
import { buildSync } from "esbuild";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ignoreRules } from "../../../../../provider/build/source/ignore/rules";
import { scan } from "../../../../../provider/build/source/index/scan";
import { syncWorkspace } from "../../../../../provider/build/source/workspace/sync";
import { makeTree, temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const provider = resolve(__dirname, "../../../../../provider");

/** A program that brings the workspace up to date, and says when it begins. */
function bundleSync(): string {
    const outfile = join(folder(), "sync.js");
    const contents = `
        import { ignoreRules } from "./build/source/ignore/rules";
        import { scan } from "./build/source/index/scan";
        import { syncWorkspace } from "./build/source/workspace/sync";
        const [root, workspace] = process.argv.slice(2);
        const { signal } = new AbortController();
        void scan(root, ignoreRules([]), undefined, signal).then((index) => {
            process.stdout.write("begun");
            return syncWorkspace({ root, ...index }, workspace, signal);
        });`;
    buildSync({ stdin: { contents, resolveDir: provider }, bundle: true, platform: "node", outfile });
    return outfile;
}

function files(root: string): Record<string, string> {
    const names = readdirSync(root).sort();
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), "utf8")]));
}

test("a workspace that a killed process left half made is made whole by the next", async () => {
    const [program, source, workspace] = [
        bundleSync(),
        join(folder(), "source"),
        join(folder(), "workspace"),
    ];
    const { signal } = new AbortController();
    const changeSource = (version: string): void => {
        rmSync(source, { recursive: true, force: true });
        const names = Array.from({ length: 60 }, (_, number) => `${number < 30 ? "" : version}${number}`);
        makeTree(source, Object.fromEntries(names.map((name) => [name, version.repeat(2000)])));
    };
    for (let round = 0; round < 8; round++) {
        changeSource(`killed in round ${round}`);
        const child = spawn(process.execPath, [program, source, workspace], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        const exited = once(child, "exit");
        await Promise.race([once(child.stdout, "data"), exited]);
        await setTimeout(round * 3);
        child.kill("SIGKILL");
        await exited;
        changeSource(`whole in round ${round}`);
        const index = await scan(source, ignoreRules([]), undefined, signal);
        await syncWorkspace({ root: source, ...index }, workspace, signal);
        expect(files(workspace)).toEqual(files(source));
    }
});
