import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEnvironment, repository, start, type Finished, type Running } from "./cli";

/** A Pulumi program and its stack, driven by the real engine, with a backend and a store of its own. */
export interface Project {
    readonly folder: string;
    readonly store: string;
    readonly env: NodeJS.ProcessEnv;
    /** JavaScript with `pulumi` and `unikernel` in scope; what it assigns to `exports` are the stack's outputs. */
    program(text: string): Promise<void>;
    write(path: string, text: string, mode?: number): Promise<void>;
    start(...argv: string[]): Running;
    /** Runs a command and fails the test, with all that was printed, when the command fails. */
    pulumi(...argv: string[]): Promise<Finished>;
    up(...argv: string[]): Promise<Finished>;
    outputs(): Promise<Record<string, unknown>>;
    state(): Promise<StackState>;
    /** Tears down whatever the stack holds, then the folder. */
    dispose(): Promise<void>;
}

export interface StackState {
    readonly resources: readonly {
        readonly urn: string;
        readonly type: string;
        readonly id?: string;
        readonly inputs?: Record<string, unknown>;
        readonly outputs?: Record<string, unknown>;
        readonly initErrors?: readonly string[];
    }[];
}

export async function newProject(
    options: { readonly env?: NodeJS.ProcessEnv; readonly store?: string; readonly backend?: string } = {},
): Promise<Project> {
    const folder = await mkdtemp(join(tmpdir(), "unikernel-e2e-"));
    const backend = options.backend ?? join(folder, ".state");
    const store = options.store ?? join(folder, ".store");
    await mkdir(backend, { recursive: true });
    await mkdir(join(folder, "node_modules", "@pulumi"), { recursive: true });
    await symlink(
        join(repository, "node_modules", "@pulumi", "pulumi"),
        join(folder, "node_modules", "@pulumi", "pulumi"),
    );
    await symlink(join(repository, "sdk", "nodejs", "bin"), join(folder, "node_modules", "pulumi-unikernel"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "e2e", main: "index.js" }));
    await writeFile(join(folder, "Pulumi.yaml"), projectFile);
    const env = { ...engineEnvironment(backend, store), ...options.env };

    const project: Project = {
        folder,
        store,
        env,
        program: (text) => writeFile(join(folder, "index.js"), preamble + text),
        write: async (path, text, mode = 0o644) => {
            await mkdir(join(folder, path, ".."), { recursive: true });
            await writeFile(join(folder, path), text, { mode });
        },
        start: (...argv) => start(argv, folder, env),
        pulumi: async (...argv) => {
            const done = await start(argv, folder, env).finished;
            if (done.code !== 0)
                throw new Error(`pulumi ${argv.join(" ")} exited with ${done.code}:\n${done.output}`);
            return done;
        },
        up: (...argv) => project.pulumi("up", "--yes", "--skip-preview", ...argv),
        outputs: async () =>
            JSON.parse((await project.pulumi("stack", "output", "--json")).stdout) as Record<string, unknown>,
        state: async () => {
            const { stdout } = await project.pulumi("stack", "export", "--show-secrets");
            const { deployment } = JSON.parse(stdout) as { deployment: Partial<StackState> };
            return { resources: deployment.resources ?? [] };
        },
        dispose: async () => {
            await start(["cancel", "--yes"], folder, env).finished;
            const destroyed = await start(["destroy", "--yes", "--skip-preview"], folder, env).finished;
            await rm(folder, { recursive: true, force: true });
            if (destroyed.code !== 0) throw new Error(`destroy failed:\n${destroyed.output}`);
        },
    };
    await project.pulumi("stack", "init", "e2e");
    return project;
}

const projectFile = `name: e2e
runtime: { name: nodejs, options: { typescript: false } }
plugins:
  providers:
    - { name: unikernel, path: ${join(repository, "bin")} }
`;

const preamble = `const pulumi = require("@pulumi/pulumi");
const unikernel = require("pulumi-unikernel");
`;
