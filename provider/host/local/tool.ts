import { execa } from "execa";
import { stat } from "node:fs/promises";
import type { Architecture } from "../../artifact/artifact";
import type { StoreLayout } from "../../artifact/layout";
import { findExecutable } from "../../process/executable";
import { UserError } from "../../protocol/errors";
import type { Hypervisor, Tool } from "../hypervisors/hypervisor";
import { acceleratorOf } from "./accelerator";

/** What a program says of its version, asked once per file. */
const versions = new Map<string, Promise<string | undefined>>();

/** The hypervisor's program on this machine; nothing when it needs none. */
export async function findTool(
    hypervisor: Hypervisor,
    arch: Architecture,
    layout: StoreLayout,
): Promise<Tool | undefined> {
    const wanted = hypervisor.tool?.(arch);
    if (wanted === undefined) return undefined;
    const path = await findExecutable(wanted.executable, {
        searchPath: process.env.PATH,
        cwd: process.cwd(),
    });
    if (path === undefined) throw new UserError(missing(wanted), { property: "hypervisor" });
    const accelerator = hypervisor.accelerated ? await acceleratorOf(layout, path, arch) : undefined;
    return { path, version: await toolVersion(path), accelerator };
}

function missing({ executable, install }: { readonly executable: string; readonly install: string }): string {
    return `${executable} is not installed, or not on PATH. Install it: ${install}`;
}

async function toolVersion(path: string): Promise<string | undefined> {
    const { mtimeMs, ino } = await stat(path);
    const key = `${path} ${ino} ${mtimeMs}`;
    const known = versions.get(key) ?? askVersion(path);
    versions.set(key, known);
    return known;
}

async function askVersion(path: string): Promise<string | undefined> {
    const alone = { env: {}, extendEnv: false, stdin: "ignore" } as const;
    const { stdout } = await execa(path, ["--version"], { ...alone, timeout: 10_000, reject: false });
    return parseVersion(stdout);
}

/** The number in the first line that has one. */
export function parseVersion(text: string): string | undefined {
    return /\bv?(\d+\.\d+[\w.+-]*)/.exec(text)?.[1];
}
