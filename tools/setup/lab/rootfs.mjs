import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../failure.mjs";
import { root, work } from "../paths.mjs";
import { fingerprint } from "../stamp.mjs";
import { contained } from "./contained.mjs";
import { isThere, kept } from "./kept.mjs";
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
        const { uri, suite, components, keyring = "" } = await ownMirror();
        await kept(await rootfsPath(), (path) =>
            contained({
                name: "lab-rootfs",
                script: recipe,
                path,
                env: { mirror: uri, suite, components: components.join(","), keyring },
                onLine: (line) => {
                    if (line.startsWith("I: ")) say(line.slice(3, 60));
                },
            }),
        );
    },
};

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
