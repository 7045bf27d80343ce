import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { storeLayout } from "../../provider/artifact/layout";
import { withLock } from "../../provider/artifact/lock";
import { baseEnvironment, withVariables } from "../../provider/process/environment";
import { run } from "../../provider/process/run";

/** npm runs tests and benchmarks in the repository's root. */
const root = process.cwd();
const source = join(root, "examples/quickstart/web");
const cache = join(root, ".work/unikernel");

/** The unikernel's ELF file. Test files that run side by side share one build, and so do test runs. */
export function webElf(): Promise<string> {
    const workspace = join(cache, "web");
    return withLock(storeLayout(cache), "web", {}, () => build(workspace));
}

/** Copies the unikernel's source to a folder and builds it there. */
export async function build(folder: string, variables: Record<string, string> = {}): Promise<string> {
    await mkdir(folder, { recursive: true });
    await rm(join(folder, "src"), { recursive: true, force: true });
    await cp(source, folder, {
        recursive: true,
        preserveTimestamps: true, // or Cargo takes every file for a changed one
        filter: (path) => path !== join(source, "target"),
    });
    const { exitCode, stdout, stderr } = await run({
        argv: ["sh", "build.sh"],
        cwd: folder,
        env: withVariables(baseEnvironment(), variables),
    });
    if (exitCode !== 0) throw new Error(`build.sh failed with status ${exitCode}:\n${stdout}\n${stderr}`);
    return join(folder, "target/x86_64-unknown-linux-gnu/release/web");
}
