import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ModuleKind, transpileModule } from "typescript";
import { root } from "../../tools/setup/paths.mjs";
import { newProject, type Project } from "../e2e/engine/project";
import { webElf } from "../unikernel/build";
import type { Lab } from "./lab";
import { replaced } from "./programs";

export interface Example {
    readonly config?: Readonly<Record<string, string>>;
    /** What is the reader's own there. */
    readonly replacing?: Readonly<Record<string, string>>;
    readonly target?: "virtio" | "xen";
}

/** Of examples that are told the host by their configuration. */
export const onHost = ({ ssh: { host, hostKey } }: Pick<Lab, "ssh">): Readonly<Record<string, string>> => ({
    host,
    hostKey,
});

/** The key for it, which is the reader's agent's elsewhere. */
export const withKey = ({ ssh: { identity } }: Pick<Lab, "ssh">): Readonly<Record<string, string>> => ({
    'hostKey: config.require("hostKey")': `hostKey: config.require("hostKey"), identity: ${JSON.stringify(identity)}`,
});

/** Runs an example as it is, but for what is replaced, and that what it builds is built already. It is torn down in the end. */
export async function withExample(
    name: string,
    { config = {}, replacing = {}, target = "virtio" }: Example,
    action: (project: Project) => Promise<void>,
): Promise<void> {
    const text = replaced(await readFile(join(root, "examples", name, "index.ts"), "utf8"), replacing);
    const elf = await webElf();
    const project = await newProject();
    try {
        await project.write("index.js", programOf(withBuilt(text, elf, target)));
        for (const [key, value] of Object.entries(config)) await project.pulumi("config", "set", key, value);
        await action(project);
    } finally {
        await project.dispose();
    }
}

function withBuilt(text: string, path: string, target: string): string {
    const images = /new unikernel\.Image\((.*?), \{.*?target: "(.*?)".*?\}\);/gs;
    const given = text.replace(images, (_, name: string, wanted: string) => {
        if (wanted !== target) throw new Error(`the example builds for ${wanted}`);
        return `new unikernel.PrebuiltImage(${name}, ${JSON.stringify({ path, target })});`;
    });
    if (given === text) throw new Error("the example builds nothing");
    return given;
}

const programOf = (text: string): string =>
    transpileModule(text, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText;
