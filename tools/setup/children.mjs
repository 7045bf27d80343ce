import { Failure } from "./failure.mjs";

/** After so long without an end, a process group is ended by force. */
const graceMs = 5_000;

/** @type {Set<(signal: NodeJS.Signals) => void>} */
const stops = new Set();
let interrupted = false;

/** Whether this process was asked to end, or a part of the set-up has failed. */
export const isInterrupted = () => interrupted;

export const interruptedFailure = () => new Failure("Interrupted. The next run goes on from here.", 130);

/** Ends what runs when this process is asked to end; whoever awaits it fails with "Interrupted". */
export function endChildrenOnSignals() {
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
        process.on(signal, () => {
            endChildren(signal);
        });
    }
}

/** @param {NodeJS.Signals} signal */
export function endChildren(signal) {
    interrupted = true;
    for (const stop of stops) stop(signal);
}

/**
 * How a child is told to stop: "group", it and all that it started; "gentle", itself alone, as package managers want it;
 * "program", as if Ctrl-C had been pressed on its terminal; "foreground", on a terminal, where Ctrl-C has reached it
 * already and a second SIGINT would tell Pulumi to give up its clean end.
 *
 * @typedef {"group" | "gentle" | "program" | "foreground"} Stopping
 */

/**
 * Starts a child, which leads a process group unless it is in the foreground, and waits for its end.
 *
 * @param {Stopping} stopping
 * @param {() => import("node:child_process").ChildProcess} start
 * @returns {Promise<number>} its exit code
 */
export async function ended(stopping, start) {
    if (interrupted) throw interruptedFailure();
    const child = start();
    /** @type {NodeJS.Timeout | undefined} */
    let force;
    let asked = false;
    /** @param {NodeJS.Signals} signal */
    const stop = (signal) => {
        if (asked || child.pid === undefined || (stopping === "foreground" && signal === "SIGINT")) return;
        asked = true;
        const target = stopping === "group" || stopping === "program" ? -child.pid : child.pid;
        send(target, stopping === "group" ? "SIGTERM" : "SIGINT");
        if (stopping === "group") force = setTimeout(() => send(target, "SIGKILL"), graceMs);
    };
    stops.add(stop);
    try {
        const code = await exitCodeOf(child);
        if (interrupted) throw interruptedFailure();
        return code;
    } finally {
        stops.delete(stop);
        clearTimeout(force);
    }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCodeOf(child) {
    return new Promise((resolve, reject) => {
        child.on("error", (error) => {
            reject(new Failure(error.message));
        });
        child.on("close", (code) => {
            resolve(code ?? 1);
        });
    });
}

/**
 * @param {number} target a process, or a process group as a negative number
 * @param {NodeJS.Signals} signal
 */
function send(target, signal) {
    try {
        process.kill(target, signal);
    } catch {
        // It ended meanwhile.
    }
}
