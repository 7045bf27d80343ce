import { readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../failure.mjs";
import { logged } from "../logged.mjs";
import { root, work } from "../paths.mjs";
import { fingerprint } from "../stamp.mjs";
import { mirrorOf } from "./mirror.mjs";

const folder = join(work, "lab", "nspawn", "rootfs");
const recipe = join(root, "tools", "setup", "lab", "recipe.sh");

/** The Debian that an nspawn lab runs. It is only ever the lowest layer of a lab's own file system. */
export async function rootfsPath() {
    return join(folder, (await fingerprint([recipe], [await release()])).slice(0, 16));
}

/** @type {import("../setup.mjs").Step} */
export const labRootfs = {
    title: "the lab's Debian",
    isDone: async () => isThere(await rootfsPath()),
    run: async (say) => {
        const made = await rootfsPath();
        const unfinished = `${made}.unfinished`;
        await rm(unfinished, { recursive: true, force: true });
        await make(unfinished, (line) => {
            if (line.startsWith("I: ")) say(line.slice(3, 60));
        });
        await rename(unfinished, made);
        await removeOld(made);
    },
};

/**
 * What the recipe mounts and starts goes away with it, however this or that ends.
 *
 * @param {string} path
 * @param {(line: string) => void} onLine
 */
async function make(path, onLine) {
    const { uri, suite, components, keyring = "" } = await ownMirror();
    const recipeEnv = { mirror: uri, suite, components: components.join(","), keyring, LC_ALL: "C.UTF-8" };
    const contained = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
    await logged("lab-rootfs", ["setpriv", "--pdeathsig", "KILL", ...contained, "sh", recipe, path], {
        env: { ...process.env, ...recipeEnv },
        onLine,
    });
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Those of older recipes, but for one that a lab may still run on.
 *
 * @param {string} current
 */
async function removeOld(current) {
    for (const name of await readdir(folder)) {
        const path = join(folder, name);
        const { ctimeMs } = await stat(path);
        if (path !== current && Date.now() - ctimeMs > dayMs) await rm(path, { recursive: true });
    }
}

/** @param {string} path */
const isThere = (path) =>
    stat(path).then(
        () => true,
        () => false,
    );

async function ownMirror() {
    const mirror = mirrorOf(await aptSources(), await release());
    if (mirror !== undefined) return mirror;
    throw new Failure(
        `The lab needs Debian or Ubuntu: apt on this machine has no source of "${await release()}".`,
    );
}

async function aptSources() {
    const parts = await readdir("/etc/apt/sources.list.d").catch(() => []);
    const names = parts.filter((name) => /\.(list|sources)$/.test(name)).sort();
    const files = ["/etc/apt/sources.list", ...names.map((name) => join("/etc/apt/sources.list.d", name))];
    return Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
}

async function release() {
    const text = await readFile("/etc/os-release", "utf8").catch(() => "");
    return /^VERSION_CODENAME="?([\w-]+)/m.exec(text)?.[1] ?? "unknown";
}
