import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { root, work } from "../paths.mjs";
import { fingerprint } from "../stamp.mjs";
import { contained } from "./contained.mjs";
import { isThere, kept } from "./kept.mjs";
import { labRootfs, rootfsPath } from "./rootfs.mjs";

const recipe = join(root, "tools", "setup", "lab", "sysvinit.sh");

/** @typedef {"sysv-rc" | "openrc"} Starter what starts services there */

/**
 * The nspawn lab's Debian with sysvinit in systemd's place.
 *
 * @param {Starter} starter
 */
export async function sysvinitPath(starter) {
    const digest = await fingerprint([recipe], [basename(await rootfsPath())]);
    return join(work, "lab", starter, digest.slice(0, 16));
}

/**
 * @param {Starter} starter
 * @returns {import("../setup.mjs").Step}
 */
export const sysvinitRootfs = (starter) => ({
    title: `the lab's Debian with ${starter}`,
    after: [labRootfs],
    isDone: async () => isThere(await sysvinitPath(starter)),
    run: async (say) => {
        const path = await sysvinitPath(starter);
        await mkdir(join(path, ".."), { recursive: true });
        await kept(path, async (unfinished) =>
            contained({
                name: `lab-${starter}`,
                script: recipe,
                path: unfinished,
                env: { starter, base: await rootfsPath() },
                onLine: (line) => {
                    if (/^(Get:|Unpacking|Setting up)/.test(line)) say(line.slice(0, 60));
                },
            }),
        );
    },
});
