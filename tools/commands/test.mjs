import { availableParallelism } from "node:os";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isInterrupted } from "../setup/children.mjs";
import { logged } from "../setup/logged.mjs";
import { shown } from "../setup/shown.mjs";
import { environment } from "../setup/environment.mjs";
import { Failure } from "../setup/failure.mjs";
import { labRefusal } from "../setup/lab/refusal.mjs";
import { testNeeds } from "../setup/needs.mjs";
import { work } from "../setup/paths.mjs";
import { startProgress } from "../setup/progress.mjs";
import { shareCargoConfiguration } from "../setup/rust.mjs";
import { setUp } from "../setup/setup.mjs";
import { countsOf, summed, summaryLine } from "./counts.mjs";

const jestResult = join(work, "jest.json");
/** What .ci/run reads. */
const testResult = join(work, "test-result.json");

/**
 * Every check and test; with arguments only jest, to which they go.
 *
 * @param {readonly string[]} argv
 */
export async function run(argv) {
    await Promise.all([testResult, jestResult].map((path) => rm(path, { force: true })));
    await setUp(testNeeds);
    await shareCargoConfiguration();
    const checks = argv.length === 0 ? await check(["lint", "typecheck"]) : [];
    const counts = summed([...checks, await jest(argv)]);
    await writeFile(testResult, JSON.stringify(counts));
    const refusal = labRefusal();
    if (refusal !== undefined) console.log(`\nThe tests of remote hosts did not run: ${refusal}.`);
    console.log(`\n${summaryLine(counts)}`);
    return counts.failed === 0 ? 0 : 1;
}

/**
 * Runs scripts of package.json, each of which counts as a test.
 *
 * @param {readonly string[]} scripts
 */
async function check(scripts) {
    const progress = startProgress();
    try {
        return await Promise.all(
            scripts.map(async (script) => {
                const task = progress.begin(script);
                try {
                    await logged(script, ["npm", "run", "--silent", script]);
                    task.done();
                    return { passed: 1, failed: 0 };
                } catch (error) {
                    if (isInterrupted() || !(error instanceof Failure)) throw error;
                    task.failed(error.message);
                    return { passed: 0, failed: 1 };
                }
            }),
        );
    } finally {
        progress.end();
    }
}

/** @param {readonly string[]} argv */
async function jest(argv) {
    const options = ["--json", `--outputFile=${jestResult}`, `--maxWorkers=${availableParallelism()}`];
    const code = await shown([process.execPath, "node_modules/jest/bin/jest.js", ...options, ...argv], {
        env: await environment(),
    });
    return countsOf(await readFile(jestResult, "utf8").catch(() => "{}"), code);
}
