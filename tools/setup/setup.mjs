import { endChildren, interruptedFailure, isInterrupted } from "./children.mjs";
import { alone } from "./lock.mjs";
import { startProgress } from "./progress.mjs";

/**
 * One thing that has to be there. `run` brings it about; when it was interrupted, it goes on the next time.
 *
 * @typedef {object} Step
 * @property {string} title
 * @property {readonly Step[]} [after] what has to be there first
 * @property {() => Promise<boolean>} isDone quick: it is asked at every command
 * @property {(say: (status: string) => void) => Promise<void>} run
 */

/**
 * Brings about whatever of `steps` is missing, side by side where one does not need the other.
 *
 * @param {readonly Step[]} steps each one after those it needs
 */
export async function setUp(steps) {
    if ((await missing(steps)).length === 0) return;
    const progress = startProgress();
    try {
        const runMissing = async () => runAll(await missing(steps), progress);
        await alone(runMissing, (owner) => {
            progress.print(`Waiting for another set-up of this project (process ${owner}) to end.`);
        });
    } finally {
        progress.end();
    }
}

/** @param {readonly Step[]} steps */
async function missing(steps) {
    const done = await Promise.all(steps.map((step) => step.isDone()));
    return steps.filter((_, index) => done[index] === false);
}

/**
 * @param {readonly Step[]} steps
 * @param {ReturnType<typeof startProgress>} progress
 */
async function runAll(steps, progress) {
    /** @type {Map<Step, Promise<void>>} */
    const runs = new Map();
    for (const step of steps) {
        const before = (step.after ?? []).map((needed) => runs.get(needed));
        runs.set(
            step,
            Promise.all(before).then(() => runOne(step, progress)),
        );
    }
    try {
        await Promise.all(runs.values());
    } catch (firstFailure) {
        // The others go on from where they are at the next run: the user should not wait for them to hear of this.
        endChildren("SIGINT");
        await Promise.allSettled(runs.values());
        throw firstFailure;
    }
}

/**
 * @param {Step} step
 * @param {ReturnType<typeof startProgress>} progress
 */
async function runOne(step, progress) {
    if (isInterrupted()) throw interruptedFailure();
    const task = progress.begin(step.title);
    try {
        await step.run(task.say);
        task.done();
    } catch (error) {
        if (isInterrupted()) task.stopped();
        else task.failed();
        throw error;
    }
}
