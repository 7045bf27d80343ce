import { existsSync } from "node:fs";
import { mkdir, readlink, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { logged } from "./logged.mjs";
import { Failure } from "./failure.mjs";
import { missingMessage, packagesOf } from "./packages.mjs";
import { paths } from "./paths.mjs";
import { elsewhere, programs, working } from "./programs.mjs";

/**
 * @typedef {import("./packages.mjs").Requirement} Requirement
 * @param {readonly Requirement[]} requirements
 * @returns {import("./setup.mjs").Step}
 */
export const systemPackages = (requirements) => ({
    title: "system packages",
    isDone: async () => (await missing(requirements)).length === 0,
    run: async (say) => {
        const wanted = await missing(requirements);
        if (!mayInstall()) throw new Failure(missingMessage(wanted));
        const names = packagesOf(wanted, "apt").split(" ");
        say(`installing ${names.join(", ")}`);
        await install(names);
        const still = await missing(requirements);
        if (still.length > 0) throw new Failure(missingMessage(still));
    },
});

/** @param {readonly Requirement[]} requirements */
async function missing(requirements) {
    const found = await Promise.all(requirements.map(provide));
    return requirements.filter((_, index) => found[index] === false);
}

/**
 * Looks for a program that satisfies the requirement. Where PATH lacks it, or has a broken or older one first, links in
 * a folder of ours, which is first on the PATH of all that runs here, bring it to the front.
 *
 * @param {Requirement} requirement
 */
async function provide({ command, file, minimum, versionArgv, alongside = [] }) {
    if (file !== undefined) return existsSync(file);
    const onPath = programs(command)[0];
    const chosen =
        minimum === undefined
            ? (onPath ?? elsewhere(command)[0])
            : (await working(command, minimum, versionArgv))?.program;
    if (chosen === undefined) return false;
    for (const name of [command, ...alongside]) {
        await linked(name, chosen === onPath ? undefined : join(dirname(chosen), name));
    }
    return true;
}

/**
 * @param {string} name
 * @param {string | undefined} target
 */
async function linked(name, target) {
    const link = join(paths.bin, name);
    const current = await readlink(link).catch(() => undefined);
    if (current === target) return;
    await mkdir(paths.bin, { recursive: true });
    await rm(link, { force: true });
    if (target !== undefined) await symlink(target, link);
}

const mayInstall = () => process.getuid?.() === 0 && programs("apt-get").length > 0;

/** @param {readonly string[]} names */
async function install(names) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    /** @param {string[]} argv */
    const apt = (...argv) =>
        logged(
            "apt",
            ["apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=600", "-o", "Acquire::Retries=3", ...argv],
            {
                env,
                gentle: true,
            },
        );
    /** @param {unknown} error */
    const unlessInterrupted = (error) => {
        if (error instanceof Failure && error.exitCode === 130) throw error;
    };
    try {
        await apt("install", "--no-install-recommends", ...names);
    } catch (error) {
        // Package lists that are missing or old, or an installation that was interrupted.
        unlessInterrupted(error);
        await logged("dpkg", ["dpkg", "--configure", "-a"], { env, gentle: true }).catch(unlessInterrupted);
        await apt("update").catch(unlessInterrupted);
        await apt("install", "--no-install-recommends", ...names);
    }
}
