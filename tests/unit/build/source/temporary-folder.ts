import { afterEach, beforeEach } from "@jest/globals";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder of its own for each test of a file. */
export function temporaryFolder(): () => string {
    let folder = "";
    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "source-"));
        chmodSync(folder, 0o755);
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));
    return () => folder;
}

/** What to make at a path: the text of a file, or one of the others. */
export type Made =
    string | { readonly script: string } | { readonly link: string } | { readonly folder: true };

export function makeTree(root: string, tree: Readonly<Record<string, Made>>): void {
    mkdirSync(root, { recursive: true });
    for (const [path, made] of Object.entries(tree)) makeEntry(join(root, path), made);
}

function makeEntry(path: string, made: Made): void {
    mkdirSync(dirname(path), { recursive: true });
    if (typeof made === "string") writeFileSync(path, made);
    else if ("link" in made) symlinkSync(made.link, path);
    else if ("folder" in made) mkdirSync(path);
    else writeFileSync(path, made.script, { mode: 0o755 });
}
