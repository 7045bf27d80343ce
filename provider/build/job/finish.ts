import { readFile, stat } from "node:fs/promises";
import type { Stats } from "node:fs";
import { basename, relative } from "node:path";
import type { Artifact } from "../../artifact/artifact";
import { describeFor } from "../../artifact/describe";
import { bufferSource } from "../../artifact/elf/source";
import type { StoreLayout } from "../../artifact/layout";
import { addFile } from "../../artifact/store";
import { stripElf } from "../../artifact/strip";
import { UserError } from "../../protocol/errors";
import { fit, type Found } from "../fit";
import type { Plan } from "../image/plan";
import type { BuildOutcome } from "../toolchain";
import { machOArchitecture } from "./mach-o";

interface Made {
    readonly layout: StoreLayout;
    readonly workspace: string;
    readonly plan: Plan;
    readonly outcome: BuildOutcome;
    readonly logPath: string;
    readonly signal: AbortSignal;
}

/** Looks at what a build made, whatever its exit code said, and puts it into the store. */
export async function finish(made: Made): Promise<Omit<Artifact, "recipe">> {
    const { layout, plan, signal } = made;
    const name = relative(made.workspace, made.outcome.file);
    const bytes = await readOutput(made, name);
    const facts = await judge(made, name, bytes);
    const kept = plan.strip ? await stripElf(name, bytes) : bytes;
    const { digest, size } = await addFile(layout, kept, { signal });
    return { name: basename(name), digest, size, target: plan.target, arch: plan.arch, ...facts };
}

async function readOutput({ outcome, logPath }: Made, name: string): Promise<Buffer> {
    try {
        const problem = problemOf(await stat(outcome.file), name);
        if (problem !== undefined) throw new UserError(problem, { logPath });
        return await readFile(outcome.file);
    } catch (error) {
        if (error instanceof UserError) throw error;
        const { code, message } = error as NodeJS.ErrnoException;
        const reason =
            code === "ENOENT"
                ? `The build reported success, but it did not make ${name}.`
                : `What the build made, ${name}, cannot be read: ${message}.`;
        throw new UserError(reason, { logPath, cause: error });
    }
}

const largestGiB = 1;

/** A pipe would be waited for without end, and a device may have no end. */
function problemOf(stats: Stats, name: string): string | undefined {
    if (stats.isDirectory()) return `The build made a folder ${name}, where its output should be a file.`;
    if (!stats.isFile())
        return `What the build made, ${name}, is a pipe or a device, where its output should be a file.`;
    if (stats.size > largestGiB * 2 ** 30)
        return `What the build made, ${name}, is larger than ${largestGiB} GiB.`;
    return undefined;
}

/** What runs on macOS itself is no ELF file, nor is what a board starts. */
async function describe({ target }: Plan, name: string, bytes: Buffer): Promise<Found> {
    const arch = target === "macosx" || target === "unix" ? machOArchitecture(bytes) : undefined;
    return arch === undefined ? describeFor(target, bufferSource(name, bytes)) : { arch };
}

async function judge(
    { plan, outcome, logPath }: Made,
    name: string,
    bytes: Buffer,
): Promise<Pick<Artifact, "devices" | "abi">> {
    try {
        const found = await describe(plan, name, bytes);
        const devices = fit(found, {
            ...{ file: name, target: plan.target, arch: plan.arch, devices: outcome.devices },
            abiRequired: plan.toolchain.leavesAbiNote,
        });
        return { devices, ...(found.abi ? { abi: found.abi } : {}) };
    } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const message = `The build reported success, but ${error.message}`;
        throw new UserError(message, { property: error.property, logPath, cause: error });
    }
}
