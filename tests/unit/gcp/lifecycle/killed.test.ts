import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFake, type Fake } from "../../../fakes/gcp/server";
import { bundled } from "../../artifact/bundled";
import { anotherProgram, scenarios, wrong, type Known, type Scenario } from "./scenarios";
import { callTo, lifecycle } from "./world";

const plugin = bundled(join(__dirname, "plugin.ts"));

let folder: string;
let deaths = 0;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "gcp-killed-"));
});
afterAll(async () => {
    await rm(folder, { recursive: true });
    process.stdout.write(`${deaths} deaths of the plugin at Google Cloud\n`);
});

/** Runs a scenario in a process that is killed when its request `fatal` has been done, and before it hears of it. */
async function killedAt(
    scenario: Scenario,
    fatal: number,
): Promise<{ fake: Fake; state: Known; killed: boolean }> {
    const fake = await startFake();
    const state: Known = { current: await scenario.before(fake) };
    const keyFile = join(folder, "key.json");
    await writeFile(keyFile, fake.key);
    const before = fake.log.length;
    const child = spawn(process.execPath, [
        plugin(),
        fake.origin,
        keyFile,
        scenario.name,
        JSON.stringify(state),
    ]);
    const lines: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => lines.push(chunk));
    const closed = once(child, "close");
    let killed = false;
    fake.done = async (number) => {
        if (number - before !== fatal) return;
        killed = child.kill("SIGKILL");
        await closed;
    };
    await closed;
    fake.done = () => undefined;
    const last = Buffer.concat(lines).toString().trim().split("\n").pop();
    return { fake, state: last ? (JSON.parse(last) as Known) : state, killed };
}

test.each(scenarios)(
    "$name: killed between any two requests, the next run ends right and leaves nothing",
    async (scenario) => {
        const hurt: string[] = [];
        for (let fatal = 0; ; fatal++) {
            const { fake, state, killed } = await killedAt(scenario, fatal);
            if (killed) {
                deaths++;
                await scenario.run(fake, state);
            }
            hurt.push(...wrong(fake, state, scenario).map((reason) => `request ${fatal}: ${reason}`));
            await fake.stop();
            if (!killed) break;
        }
        expect(hurt).toEqual([]);
    },
);

test.each(scenarios.filter(({ name }) => name.startsWith("create")))(
    "$name: killed, it is found by an up of other contents, and nothing of it is left",
    async (create) => {
        const [replace] = scenarios.filter(({ name }) => name === "replace") as [Scenario];
        const hurt: string[] = [];
        for (let fatal = 0; ; fatal++) {
            const { fake, killed } = await killedAt(create, fatal);
            // The object is deleted last: from then on there is nothing but the image itself, which the same program takes over.
            const isOver = killed && fake.log.at(-1)?.startsWith("DELETE /storage") === true;
            if (killed && !isOver) {
                deaths++;
                const state: Known = {};
                await replace.run(fake, state);
                hurt.push(...wrong(fake, state, replace).map((reason) => `request ${fatal}: ${reason}`));
            }
            await fake.stop();
            if (!killed || isOver) break;
        }
        expect(hurt).toEqual([]);
    },
);

test.each(scenarios.filter(({ name }) => !name.startsWith("create")))(
    "$name: killed between any two requests, an up of another program ends right and leaves nothing",
    async (scenario) => {
        const hurt: string[] = [];
        for (let fatal = 0; ; fatal++) {
            const { fake, state, killed } = await killedAt(scenario, fatal);
            // A finished image that no state has come to know, and without its object: only the same program takes it over.
            const isUnknown = state.pending === undefined && fake.log.at(-1)?.startsWith("DELETE /storage");
            if (killed && isUnknown !== true) {
                deaths++;
                await finish(fake, state);
                hurt.push(
                    ...wrong(fake, state, anotherProgram).map((reason) => `request ${fatal}: ${reason}`),
                );
            }
            await fake.stop();
            if (!killed) break;
        }
        expect(hurt).toEqual([]);
    },
);

/** What is still to be deleted is deleted by the engine before anything else is replaced. */
async function finish(fake: Fake, state: Known): Promise<void> {
    if (state.pending) {
        await lifecycle.delete(callTo(fake), { state: state.pending });
        state.pending = undefined;
    }
    await anotherProgram.run(fake, state);
}
