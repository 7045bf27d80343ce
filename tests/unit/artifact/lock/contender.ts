import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { storeLayout } from "../../../../provider/artifact/layout";
import { withLock } from "../../../../provider/artifact/lock";

/*
 * A process that takes one lock again and again: `contender.js STORE ROUNDS [NAME]`. It logs when it comes in and goes out, and
 * counts in a file that only stays right when nobody else counts in between. With 0 rounds it comes in once and stays
 * until it is killed.
 */
const [root = "", rounds = "0", name = "shared"] = process.argv.slice(2);
const layout = storeLayout(root);
const counter = join(root, "counter");

const log = (event: string): Promise<void> => appendFile(join(root, "log"), `${event} ${process.pid}\n`);

async function count(): Promise<void> {
    await log("in");
    const before = Number(await readFile(counter, "utf8"));
    await writeFile(counter, String(before + 1));
    await log("out");
}

async function stay(): Promise<void> {
    await log("in");
    process.stdout.write("holding\n");
    await new Promise((resolve) => setTimeout(resolve, 600_000));
}

async function main(): Promise<void> {
    if (rounds === "0") await withLock(layout, name, {}, stay);
    for (let round = 0; round < Number(rounds); round++) await withLock(layout, name, {}, count);
}

void main();
