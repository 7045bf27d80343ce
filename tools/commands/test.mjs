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
    const vmLabs = vmLabsOf(argv);
    await setUp([...testNeeds, ...vmLabNeeds(vmLabs)]);
    await shareCargoConfiguration();
    const checks = argv.length === 0 ? await check(["lint", "typecheck"]) : [];
    const tests = argv.length === 0 ? await allTests(vmLabs) : [await jest(argv, vmLabs.length > 0)];
    const counts = summed([...checks, ...tests]);
    await writeFile(testResult, JSON.stringify(counts));
    sayWhatDidNotRun(argv);
    console.log(`\n${summaryLine(counts)}`);
    return counts.failed === 0 ? 0 : 1;
}

/** @typedef {import("../setup/lab/vm/machine.mjs").VmKind} VmKind */

/** @param {VmKind} kind */
const projectOf = (kind) => `lab-${kind}`;

/**
 * The labs that are virtual machines and part of a run: those that it names, or all.
 *
 * @param {readonly string[]} argv
 * @returns {readonly VmKind[]}
 */
function vmLabsOf(argv) {
    if (vmLabRefusal() !== undefined) return [];
    return argv.length === 0 ? vmKinds : vmKinds.filter((kind) => argv.includes(projectOf(kind)));
}

/**
 * Labs that are virtual machines come last, one after the other: each emulates a processor, and keeps one of this machine's
 * busy.
 *
 * @param {readonly VmKind[]} vmLabs
 */
async function allTests(vmLabs) {
    const projects = vmLabs.map(projectOf);
    const counts = [await jest(projects.length > 0 ? ["--ignoreProjects", ...projects] : [], false)];
    for (const project of projects) counts.push(await jest(["--selectProjects", project], true));
    return counts;
}

/** @param {readonly string[]} argv */
function sayWhatDidNotRun(argv) {
    if (argv.length > 0) return;
    const [refusal, vmRefusal] = [labRefusal(), vmLabRefusal()];
    if (refusal !== undefined) console.log(`\nThe tests of remote hosts did not run: ${refusal}.`);
    else if (vmRefusal !== undefined)
        console.log(`\nThe tests of hosts with KVM and Xen did not run: ${vmRefusal}.`);
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

/** Several times what the tests of one lab take, which run one after the other. */
const vmLabSeconds = "1500";
/** @type {[string, ...string[]]} */
const inVmLab = ["timeout", "--foreground", "--kill-after=10", vmLabSeconds];

/**
 * @param {readonly string[]} argv
 * @param {boolean} hasVmLab
 */
async function jest(argv, hasVmLab) {
    await rm(jestResult, { force: true });
    const workers = hasVmLab ? 1 : availableParallelism();
    const options = ["--json", `--outputFile=${jestResult}`, `--maxWorkers=${workers}`];
    /** @type {[string, ...string[]]} */
    const command = [process.execPath, "node_modules/jest/bin/jest.js", ...options, ...argv];
    const code = await shown(hasVmLab ? [...inVmLab, ...command] : command, { env: await environment() });
    return countsOf(await readFile(jestResult, "utf8").catch(() => "{}"), code);
}
