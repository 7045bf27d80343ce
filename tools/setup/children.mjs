import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Failure } from "./failure.mjs";
import { paths, root } from "./paths.mjs";

/** @type {Set<(signal: NodeJS.Signals) => void>} */
const stops = new Set();
let interrupted = false;

/** Whether this process was asked to end, or a part of the set-up has failed. */
export const isInterrupted = () => interrupted;

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
 * Runs a command of the set-up, its output in a log. A failure shows the log's end.
 *
 * @param {string} name of the log
 * @param {readonly [string, ...string[]]} argv
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, gentle?: boolean }} [options]
 *     gentle: only the command itself is told to stop, as package managers want it
 * @returns {Promise<void>}
 */
export async function logged(name, [command, ...argv], options = {}) {
    if (interrupted) throw interruptedFailure();
    mkdirSync(paths.logs, { recursive: true });
    const logPath = join(paths.logs, `${name}.log`);
    const log = openSync(logPath, "w");
    /** @type {string[]} */
    const tail = [];
    const child = spawn(command, argv, {
        cwd: options.cwd ?? root,
        env: options.env ?? process.env,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on("line", (line) => {
            writeSync(log, `${line}\n`);
            if (line.trim() === "") return;
            tail.push(line);
            if (tail.length > 40) tail.shift();
            options.onLine?.(line);
        });
    }
    const code = await ended(child, options.gentle === true ? "gentle" : "group").finally(() => {
        closeSync(log);
    });
    if (interrupted) throw interruptedFailure();
    if (code !== 0) {
        throw new Failure(
            [`${[command, ...argv].join(" ")} failed (${code}):`, ...tail, `Whole log: ${logPath}`].join(
                "\n    ",
            ),
        );
    }
}

/**
 * Runs a command on the user's terminal.
 *
 * @param {readonly [string, ...string[]]} argv
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code
 */
export async function shown([command, ...argv], options = {}) {
    if (interrupted) throw interruptedFailure();
    const onTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
    const child = spawn(command, argv, {
        cwd: options.cwd ?? root,
        env: options.env ?? process.env,
        detached: !onTerminal,
        stdio: [onTerminal ? "inherit" : "ignore", "inherit", "inherit"],
    });
    const code = await ended(child, onTerminal ? "foreground" : "program");
    if (interrupted) throw interruptedFailure();
    return code;
}

export const interruptedFailure = () => new Failure("Interrupted. The next run goes on from here.", 130);

/**
 * How a child is told to stop: "group", it and all that it started, by force when they take too long; "gentle", itself
 * alone, as package managers want it; "program", as if Ctrl-C had been pressed on its terminal; "foreground", on a
 * terminal, where Ctrl-C has reached it already and a second SIGINT would tell Pulumi to give up its clean end.
 *
 * @typedef {"group" | "gentle" | "program" | "foreground"} Stopping
 */

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {Stopping} stopping
 */
async function ended(child, stopping) {
    let asked = false;
    /** @type {NodeJS.Timeout | undefined} */
    let force;
    /** @param {NodeJS.Signals} signal */
    const stop = (signal) => {
        if (asked || child.pid === undefined || (stopping === "foreground" && signal === "SIGINT")) return;
        asked = true;
        const target = stopping === "group" || stopping === "program" ? -child.pid : child.pid;
        signalTo(target, stopping === "group" ? "SIGTERM" : "SIGINT");
        if (stopping === "group") force = setTimeout(() => signalTo(target, "SIGKILL"), 5_000);
    };
    stops.add(stop);
    try {
        return await closed(child);
    } finally {
        stops.delete(stop);
        clearTimeout(force);
    }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
function closed(child) {
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
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalTo(pid, signal) {
    try {
        process.kill(pid, signal);
    } catch {
        // It ended meanwhile.
    }
}
