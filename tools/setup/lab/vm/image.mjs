import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { versionOf } from "../../programs.mjs";
import { root, work } from "../../paths.mjs";
import { fingerprint } from "../../stamp.mjs";
import { contained } from "../contained.mjs";
import { isThere, kept } from "../kept.mjs";
import { labRootfs, rootfsPath } from "../rootfs.mjs";
import { qemuArgv } from "./machine.mjs";
import { takeSnapshot } from "./snapshot.mjs";

/** @typedef {import("./machine.mjs").VmKind} VmKind */

const sources = join(root, "tools", "setup", "lab", "vm");
const recipe = join(sources, "recipe.sh");

/** @type {Readonly<Record<VmKind, string>>} */
const titles = { kvm: "the KVM lab", xen: "the Xen lab" };

/**
 * The folder with what a lab's virtual machine is: its disk, and the snapshot `ready`, in which it has booted.
 *
 * @param {VmKind} kind
 */
export async function vmPath(kind) {
    const recipes = ["recipe.sh", `${kind}.sh`].map((name) => join(sources, name));
    const machine = qemuArgv({ kind, disk: "", raw: "", tap: "", more: [] });
    // A snapshot is for the QEMU that took it.
    const qemu = String(await versionOf("qemu-system-x86_64"));
    const digest = await fingerprint(recipes, [basename(await rootfsPath()), qemu, ...machine]);
    return join(work, "lab", "vm", kind, digest.slice(0, 16));
}

/**
 * @param {VmKind} kind
 * @returns {import("../../setup.mjs").Step}
 */
export const vmImage = (kind) => ({
    title: titles[kind],
    after: [labRootfs],
    isDone: async () => isThere(await vmPath(kind)),
    run: async (say) => {
        const path = await vmPath(kind);
        await mkdir(join(path, ".."), { recursive: true });
        await kept(path, async (unfinished) => {
            await make(kind, unfinished, say);
            await takeSnapshot(kind, unfinished, say);
        });
    },
});

/**
 * @param {VmKind} kind
 * @param {string} path
 * @param {(status: string) => void} say
 */
async function make(kind, path, say) {
    await contained({
        name: `lab-${kind}`,
        script: recipe,
        path,
        env: { kind, base: await rootfsPath() },
        onLine: (line) => {
            if (/^(Get:|Unpacking|Setting up|update-initramfs|Creating)/.test(line)) say(line.slice(0, 60));
        },
    });
}
