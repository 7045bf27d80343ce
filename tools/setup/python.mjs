import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { built } from "./built.mjs";
import { logged } from "./logged.mjs";
import { paths, root } from "./paths.mjs";
import { working } from "./programs.mjs";
import { Failure } from "./failure.mjs";

const source = join(root, "sdk", "python");

/** A Python in which the Python SDK is installed. */
export const pythonEnvironment = built({
    name: "python",
    title: "the Python SDK",
    sources: [source],
    output: join(paths.venv, "bin", "python"),
    make: async () => {
        const python = await working("python3", "3.9");
        if (python === undefined) throw new Failure("Python 3.9 or newer is needed for the Python SDK.");
        await rm(paths.venv, { recursive: true, force: true });
        await logged("python-venv", [python.program, "-m", "venv", paths.venv]);
        // pip builds in the folder that it is given, and leaves its traces there.
        const copy = join(paths.cache, "python-sdk");
        await rm(copy, { recursive: true, force: true });
        await cp(source, copy, { recursive: true });
        const pip = join(paths.venv, "bin", "pip");
        await logged("python-pip", [pip, "install", "--cache-dir", join(paths.cache, "pip"), copy]);
    },
});
