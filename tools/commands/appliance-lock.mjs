import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withApt } from "../appliance-lock/apt.mjs";
import { changes } from "../appliance-lock/changes.mjs";
import { newest } from "../appliance-lock/newest.mjs";
import { root } from "../setup/paths.mjs";

const committed = join(root, "provider/disk/appliance/appliance.lock.json");

/** @typedef {import("../appliance-lock/newest.mjs").Package} Package */

/** Debian's names of architectures. */
const architectures = { x86_64: "amd64", aarch64: "arm64" };

/**
 * Looks up the newest versions that this machine's apt knows of all packages in the lock, and writes them to it, or to
 * another file: `node tools/run.mjs appliance-lock [FILE]`. Needs no root, and changes nothing of the machine's.
 *
 * @param {readonly string[]} argv
 */
export async function run([file = committed]) {
    /** @type {Record<string, Package[]>} */
    const lock = JSON.parse(await readFile(committed, "utf8"));
    for (const [arch, debian] of Object.entries(architectures)) {
        const before = lock[arch] ?? [];
        const found = await withApt(debian, (apt) => newest(apt, before));
        lock[arch] = found.packages;
        console.log([`${arch}:`, ...lines(before, found)].join("\n  "));
    }
    await writeFile(file, `${JSON.stringify(lock, undefined, 2)}\n`);
    console.log(`${file} is written.`);
    return 0;
}

/**
 * @param {readonly Package[]} before
 * @param {{ packages: readonly Package[]; unknown: readonly Package[] }} found
 */
function lines(before, { packages, unknown }) {
    const stay = unknown.map(({ name }) => `  ${name} stays: this machine's apt does not know it`);
    const all = [...changes(before, packages), ...stay];
    return all.length > 0 ? all : ["  nothing newer"];
}
