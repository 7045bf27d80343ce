import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { storeLayout } from "../../provider/artifact/layout";
import { verifyStore } from "../unit/artifact/verify";
import { allGone, plugins } from "./engine/processes";
import { newProject, type Project } from "./engine/project";
import { serverImage, writeServer } from "./engine/sources";

let project: Project;

beforeEach(async () => {
    project = await newProject();
    await writeServer(project, "web", "hello");
});

afterEach(() => project.dispose());

/** A build that, while the switch file exists, starts two processes that ignore SIGTERM, and never ends. */
const stuck = (mark: string): string => `
    new unikernel.Image("web", { source: "./web", target: "unix", toolchain: "command",
        command: { argv: ["sh", "-c", "trap '' TERM; if [ -e ${project.folder}/stuck ]; then touch ${project.folder}/building; (trap '' TERM; while :; do sleep 0.${mark}; done) & while :; do sleep 0.${mark}; done; fi; cc -o server server.c"], output: "server" } });
`;

async function appears(path: string): Promise<void> {
    while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("Ctrl-C in the middle of a build ends every process of it, and the next up builds", async () => {
    const mark = "4710815";
    await project.program(stuck(mark));
    await project.write("stuck", "");
    const up = project.start("up", "--yes", "--skip-preview");
    await appears(join(project.folder, "building"));
    up.interrupt();
    const { code, output } = await up.finished;
    expect(code).not.toBe(0);
    expect(output).toMatch(/cancel/i);
    await allGone(`0.${mark}`);
    expect(await verifyStore(storeLayout(project.store))).toEqual([]);

    await rm(join(project.folder, "stuck"));
    await project.up();
    expect(await verifyStore(storeLayout(project.store))).toEqual([]);
});

test("a plugin killed with SIGKILL leaves no process of its build behind", async () => {
    const mark = "4710816";
    await project.program(stuck(mark));
    await project.write("stuck", "");
    const up = project.start("up", "--yes", "--skip-preview");
    await appears(join(project.folder, "building"));
    for (const pid of await plugins(project.folder)) process.kill(pid, "SIGKILL");
    expect((await up.finished).code).not.toBe(0);
    await allGone(`0.${mark}`);
});

test("a plugin killed at a dozen random moments of an up leaves a state that the next up completes", async () => {
    await project.program(
        `for (let i = 0; i < 3; i++) ${serverImage("web", "web", "triggers: [process.env.ROUND, i]").replace('"web"', '"web" + i')};`,
    );
    let killed = 0;
    for (let round = 0; killed < 12 && round < 40; round++) {
        project.env.ROUND = String(round);
        const up = project.start("up", "--yes", "--skip-preview");
        const state = { running: true };
        void up.finished.then(() => (state.running = false));
        let pids: number[] = [];
        while (state.running && pids.length === 0) {
            pids = await plugins(project.folder);
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 900));
        for (const pid of pids) {
            try {
                process.kill(pid, "SIGKILL");
            } catch {
                continue;
            }
        }
        const { code } = await up.finished;
        if (code === 0) continue;
        killed++;
        await project.up();
        expect(await verifyStore(storeLayout(project.store))).toEqual([]);
    }
    expect(killed).toBe(12);
    await project.pulumi("preview", "--expect-no-changes");
    await expectNoLitter();
    // Some thirty times `pulumi up`.
}, 480_000);

/** What the killed ones left goes when the store is pruned the next time, as one that has not been for an hour is. */
async function expectNoLitter(): Promise<void> {
    const { root, locks, staging } = storeLayout(project.store);
    await rm(join(root, "pruned"));
    project.env.ROUND = "after all";
    await project.up();
    expect(await readdir(locks)).toEqual([]);
    expect(await readdir(staging)).toEqual([]);
}
