import { readdir, readFile } from "node:fs/promises";

const closeOnExec = 0o2000000;

/**
 * Descriptors beyond the standard three that a child of this process would have: those this process was itself started
 * with, such as a pipe that a terminal or a CI job waits on until its last holder has ended. All others are closed in a
 * child. Known where there is /proc.
 */
export function inheritedDescriptors(): Promise<readonly number[]> {
    descriptors ??= findInherited();
    return descriptors;
}

let descriptors: Promise<readonly number[]> | undefined;

async function findInherited(): Promise<number[]> {
    const names = await readdir("/proc/self/fdinfo").catch(() => []);
    const candidates = names.map(Number).filter((descriptor) => descriptor > 2);
    const kept = await Promise.all(candidates.map(staysOpen));
    return candidates.filter((_, index) => kept[index]);
}

async function staysOpen(descriptor: number): Promise<boolean> {
    const text = await readFile(`/proc/self/fdinfo/${descriptor}`, "utf8").catch(() => "");
    const flags = /^flags:\s+([0-7]+)$/m.exec(text)?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & closeOnExec) === 0;
}

/** What to give a child in the place of each descriptor from 3 on: `nothing`, an open one, instead of an inherited one. */
export function coverInherited(inherited: readonly number[], nothing: number): ("ignore" | number)[] {
    const last = Math.max(2, ...inherited);
    return Array.from({ length: last - 2 }, (_, index) =>
        inherited.includes(index + 3) ? nothing : "ignore",
    );
}
