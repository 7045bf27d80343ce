import { argv, stdout } from "node:process";
import { readFileSync } from "node:fs";
import { scenarios, type Known } from "./scenarios";

/*
 * Stands for the plugin: `plugin.js ORIGIN KEYFILE SCENARIO STATE` runs a scenario against the fake at ORIGIN, and prints the
 * state after each operation, one line each.
 */
const [origin = "", keyFile = "", name, text = "{}"] = argv.slice(2);

async function main(): Promise<void> {
    const state: Known = {
        ...(JSON.parse(text) as Known),
        save: () => {
            stdout.write(`${JSON.stringify(state)}\n`);
        },
    };
    const scenario = scenarios.find((one) => one.name === name);
    await scenario?.run({ origin, key: readFileSync(keyFile, "utf8") }, state);
}

void main();
