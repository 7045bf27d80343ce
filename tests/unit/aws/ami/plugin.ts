import { argv, stdout } from "node:process";
import { text } from "node:stream/consumers";
import { useCredentials, worldOf } from "../world";
import { run } from "./run";
import type { Operation } from "./scenarios";

/** Stands for the plugin: `plugin.js URL` does the operations that come on standard input, a line each. */
async function main(): Promise<void> {
    useCredentials();
    const fake = { url: argv[2] ?? "" } as Parameters<typeof worldOf>[0];
    const operation = JSON.parse(await text(process.stdin)) as Operation;
    const state = await run(worldOf(fake), operation);
    stdout.write(JSON.stringify(state ?? null));
}

void main();
