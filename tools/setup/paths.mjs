import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

/** Everything that set-up makes and git does not keep. */
export const work = join(root, ".work");

export const paths = {
    /** Symbolic links to tools that are not the first of their name on PATH. */
    bin: join(work, "bin"),
    cache: join(work, "cache"),
    go: join(work, "cache", "go"),
    lock: join(work, "setup.lock"),
    logs: join(work, "logs"),
    pulumiHome: join(work, "pulumi-home"),
    /** Pulumi's backend of files. */
    state: join(work, "state"),
    stamps: join(work, "stamps"),
    /** The provider's store of artifacts, builds and instances. */
    store: join(work, "store"),
    venv: join(work, "venv"),
};
