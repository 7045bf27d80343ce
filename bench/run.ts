import { writeFile } from "node:fs/promises";
import { disks } from "./disk";
import { amiBenchmarks } from "./ami";
import { crowd } from "./crowd";
import { gceMemory } from "./gce";
import { hashTreeBenchmarks } from "./hash-tree";
import { hosts } from "./hosts";
import { instances } from "./instances";
import { noopUp } from "./noop-up";
import { noopUpCloud } from "./noop-up-cloud";
import { pluginMemoryAtRest, pluginStart } from "./plugin";
import type { Result } from "./result";
import { vmLab } from "./vm-lab";

const benchmarks: Readonly<Record<string, () => Promise<Result | Result[]>>> = {
    "plugin-start": pluginStart,
    "plugin-memory": pluginMemoryAtRest,
    "hash-tree": hashTreeBenchmarks,
    "noop-up": noopUp,
    instances,
    hosts,
    disks,
    ami: amiBenchmarks,
    "gce-memory": gceMemory,
    "noop-up-cloud": noopUpCloud,
    crowd,
    "lab-kvm": () => vmLab("kvm"),
    "lab-xen": () => vmLab("xen"),
};

/** Take a quarter of an hour and more: only for whoever names them. */
const longest = ["lab-kvm", "lab-xen"];

/** All of them, or those that are named: `npm run bench -- noop-up`. */
async function main(chosen = process.argv.slice(2)): Promise<void> {
    const unknown = chosen.filter((name) => !(name in benchmarks));
    if (unknown.length > 0) {
        console.error(
            `There is no benchmark ${unknown.join(" or ")}: they are ${Object.keys(benchmarks).join(", ")}.`,
        );
        process.exitCode = 2;
        return;
    }
    const run = Object.entries(benchmarks).filter(([name]) =>
        chosen.length === 0 ? !longest.includes(name) : chosen.includes(name),
    );
    const results: Result[] = [];
    console.log(row(["benchmark", "ours", "reference", "ratio", "goal", "", "against"]));
    for (const [, benchmark] of run) {
        for (const result of [await benchmark()].flat()) {
            results.push(result);
            console.log(row(cells(result)));
        }
    }
    await writeFile("bench/results.json", JSON.stringify(results, null, 2) + "\n");
    if (results.some(({ ratio, goal }) => ratio > goal)) process.exitCode = 1;
}

const cells = ({ name, ours, reference, ratio, goal, unit, against }: Result): string[] => [
    name,
    `${figure(ours)} ${unit}`,
    `${figure(reference)} ${unit}`,
    ratio.toFixed(2),
    `≤ ${goal}`,
    ratio <= goal ? "ok" : "MISSED",
    against,
];

const figure = (value: number): string => value.toFixed(value < 100 ? 1 : 0);

const widths = [20, 16, 16, 7, 7, 8, 0];

const row = (columns: readonly string[]): string =>
    columns
        .map((column, index) => column.padEnd(widths[index] ?? 0))
        .join("")
        .trimEnd();

void main();
