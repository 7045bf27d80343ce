import { basename, join } from "node:path";
import { root, work } from "../paths.mjs";
import { fingerprint } from "../stamp.mjs";
import { contained } from "./contained.mjs";
import { isThere, kept } from "./kept.mjs";
import { labRootfs, rootfsPath } from "./rootfs.mjs";

const folder = join(work, "lab", "nspawn", "libvirt");
const recipe = join(root, "tools", "setup", "lab", "libvirt.sh");

/** The lab's Debian with libvirt. */
export async function libvirtRootfsPath() {
    return join(folder, (await fingerprint([recipe], [basename(await rootfsPath())])).slice(0, 16));
}

/** @type {import("../setup.mjs").Step} */
export const labLibvirt = {
    title: "the lab's libvirt",
    after: [labRootfs],
    isDone: async () => isThere(await libvirtRootfsPath()),
    run: async (say) => {
        await kept(await libvirtRootfsPath(), async (path) =>
            contained({
                name: "lab-libvirt",
                script: recipe,
                path,
                env: { base: await rootfsPath() },
                onLine: (line) => {
                    if (/^(Get:|Unpacking|Setting up)/.test(line)) say(line.slice(0, 60));
                },
            }),
        );
    },
};
