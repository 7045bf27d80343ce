import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { built } from "./built.mjs";
import { logged } from "./logged.mjs";
import { paths, root } from "./paths.mjs";
import { working } from "./programs.mjs";
import { Failure } from "./failure.mjs";

const project = join(root, "sdk", "python", "pyproject.toml");

/** A Python that has what the Python SDK depends on. */
export const pythonEnvironment = built({
    name: "python",
    title: "the Python SDK's dependencies",
    sources: [project],
    output: join(paths.venv, "bin", "python"),
    make: async () => {
        const python = await working("python3", "3.9");
        if (python === undefined) throw new Failure("Python 3.9 or newer is needed for the Python SDK.");
        await rm(paths.venv, { recursive: true, force: true });
        await logged("python-venv", [python.program, "-m", "venv", paths.venv]);
        const pip = join(paths.venv, "bin", "pip");
        const dependencies = dependenciesOf(await readFile(project, "utf8"));
        await logged("python-pip", [
            pip,
            "install",
            "--cache-dir",
            join(paths.cache, "pip"),
            ...dependencies,
        ]);
    },
});

/**
 * @param {string} pyproject
 * @returns {string[]}
 */
export function dependenciesOf(pyproject) {
    const list = /^\s*dependencies = (\[.*\])$/m.exec(pyproject)?.[1];
    return list === undefined ? [] : JSON.parse(list);
}
