#!/usr/bin/env node
import { endChildrenOnSignals } from "./setup/children.mjs";
import { Failure } from "./setup/failure.mjs";

/** @type {Record<string, () => Promise<{ run: (argv: readonly string[]) => Promise<number> }>>} */
const commands = {
    quickstart: () => import("./quickstart/up.mjs"),
    preview: () => import("./quickstart/preview.mjs"),
    destroy: () => import("./quickstart/destroy.mjs"),
    build: () => import("./commands/build.mjs"),
    generate: () => import("./commands/generate.mjs"),
    test: () => import("./commands/test.mjs"),
    lab: () => import("./commands/lab.mjs"),
    bench: () => import("./commands/bench.mjs"),
    "appliance-lock": () => import("./commands/appliance-lock.mjs"),
};

async function main() {
    const [name = "", ...argv] = process.argv.slice(2);
    const load = commands[name];
    if (load === undefined) {
        throw new Failure(`Usage: node tools/run.mjs ${Object.keys(commands).join("|")}`);
    }
    endChildrenOnSignals();
    const { run } = await load();
    return run(argv);
}

try {
    process.exitCode = await main();
} catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = error.exitCode;
}
