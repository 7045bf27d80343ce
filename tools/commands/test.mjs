import { availableParallelism } from "node:os";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isInterrupted } from "../setup/children.mjs";
import { logged } from "../setup/logged.mjs";
import { shown } from "../setup/shown.mjs";
import { environment } from "../setup/environment.mjs";
import { Failure } from "../setup/failure.mjs";
import { labRefusal, vmLabRefusal } from "../setup/lab/refusal.mjs";
import { vmKinds } from "../setup/lab/vm/machine.mjs";
import { testNeeds, vmLabNeeds } from "../setup/needs.mjs";
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
    await rm(testResult, { force: true });
    const vmLabs = vmLabRefusal() === undefined ? vmLabsOf(argv) : [];
    await setUp([...testNeeds, ...vmLabNeeds(vmLabs)]);
    await shareCargoConfiguration();
    const checks = argv.length === 0 ? await check(["lint", "typecheck"]) : [];
    const tests = await jest(argv.length === 0 ? withoutVmLabs() : argv);
    const counts = summed([...checks, tests]);
    await writeFile(testResult, JSON.stringify(counts));
    sayWhatDidNotRun(argv);
    console.log(`\n${summaryLine(counts)}`);
    return counts.failed === 0 ? 0 : 1;
}

/** @param {import("../setup/lab/vm/machine.mjs").VmKind} kind */
const projectOf = (kind) => `lab-${kind}`;

/**
 * The labs that are virtual machines and part of a run: those that it names.
 *
 * @param {readonly string[]} argv
 */
const vmLabsOf = (argv) => vmKinds.filter((kind) => argv.includes(projectOf(kind)));

/** They want the machine to themselves: they emulate a processor, and take long. */
const withoutVmLabs = () =>
    vmLabRefusal() === undefined ? ["--ignoreProjects", ...vmKinds.map(projectOf)] : [];

/** @param {readonly string[]} argv */
function sayWhatDidNotRun(argv) {
    if (argv.length > 0) return;
    const refusal = labRefusal();
    if (refusal !== undefined) console.log(`\nThe tests of remote hosts did not run: ${refusal}.`);
    const byThemselves = vmKinds.map((kind) => `npm run test:lab:${kind}`).join(" and ");
    console.log(`\nThe tests of hosts with KVM and Xen run by themselves: ${byThemselves}.`);
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
    await rm(jestResult, { force: true });
    const options = ["--json", `--outputFile=${jestResult}`, `--maxWorkers=${availableParallelism()}`];
    const code = await shown([process.execPath, "node_modules/jest/bin/jest.js", ...options, ...argv], {
        env: await environment(),
    });
    return countsOf(await readFile(jestResult, "utf8").catch(() => "{}"), code);
}
