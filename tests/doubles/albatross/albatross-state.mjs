// What the daemons of the double know, in files: what they run is there after a boot, and its consoles are not.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const kept = "/var/lib/albatross";
const consoles = "/run/lock/albatross";
/** It is there while the daemons run. */
export const sockets = "/run/albatross/util";

export const pathsOf = (name) => ({
    state: join(kept, `${name}.json`),
    console: join(consoles, `${name}.console`),
    image: join(kept, `${name}.img`),
});

export function readState(name) {
    const { state } = pathsOf(name);
    return existsSync(state) ? JSON.parse(readFileSync(state, "utf8")) : undefined;
}

export function writeState(name, value) {
    for (const folder of [kept, consoles]) mkdirSync(folder, { recursive: true });
    const { state } = pathsOf(name);
    writeFileSync(`${state}.new`, JSON.stringify(value));
    renameSync(`${state}.new`, state);
}

export const unikernels = () =>
    existsSync(kept)
        ? readdirSync(kept).flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -5)] : []))
        : [];

/** Starts what keeps it. */
export function keep(name) {
    const keeper = new URL("albatross-keeper.mjs", import.meta.url).pathname;
    spawn(process.execPath, [keeper, name], { detached: true, stdio: "ignore" }).unref();
}

export function consoleLines(name) {
    const lines = readFileSync(pathsOf(name).console, "utf8").split("\n").slice(0, -1);
    return lines.map((line) => ({
        time: line.slice(0, line.indexOf(" ")),
        text: line.slice(line.indexOf(" ") + 1),
    }));
}
