// What the daemons of the double know, in files below /run/albatross.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = "/run/albatross";
/** It is there while the daemons run. */
export const sockets = join(folder, "util");

export const pathsOf = (name) => ({
    state: join(folder, "double", `${name}.json`),
    console: join(folder, "double", `${name}.console`),
    image: join(folder, `${name}.img`),
});

export function readState(name) {
    const { state } = pathsOf(name);
    return existsSync(state) ? JSON.parse(readFileSync(state, "utf8")) : undefined;
}

export function writeState(name, value) {
    mkdirSync(join(folder, "double"), { recursive: true });
    const { state } = pathsOf(name);
    writeFileSync(`${state}.new`, JSON.stringify(value));
    renameSync(`${state}.new`, state);
}

export const unikernels = () =>
    existsSync(join(folder, "double"))
        ? readdirSync(join(folder, "double")).flatMap((file) =>
              file.endsWith(".json") ? [file.slice(0, -5)] : [],
          )
        : [];

export function consoleLines(name) {
    const lines = readFileSync(pathsOf(name).console, "utf8").split("\n").slice(0, -1);
    return lines.map((line) => ({
        time: line.slice(0, line.indexOf(" ")),
        text: line.slice(line.indexOf(" ") + 1),
    }));
}
