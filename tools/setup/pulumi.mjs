import { createHash } from "node:crypto";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { logged } from "./logged.mjs";
import { Failure } from "./failure.mjs";
import { goInstall } from "./go.mjs";
import { paths, root } from "./paths.mjs";
import { isAtLeast, isExecutable, programs, versionOf } from "./programs.mjs";
import { readStamp, stamp } from "./stamp.mjs";

/** What the tests run with, and the newest that can also be built from Go modules. */
const pulumiVersion = "3.259.0";

const home = join(paths.pulumiHome, "versions", pulumiVersion);
const languageHost = "pulumi-language-nodejs";

/** @type {import("./setup.mjs").Step} */
export const pulumi = {
    title: `Pulumi ${pulumiVersion}`,
    isDone: async () => (await findPulumi()) !== undefined,
    run: async (say) => {
        if (!(await downloaded(say))) await built(say);
        if ((await findPulumi()) === undefined) {
            throw new Failure(
                `${join(home, "bin", "pulumi")} does not run. Remove ${home}, then run this again.`,
            );
        }
    },
};

/**
 * The folder of a Pulumi that is new enough and has its Node.js host: on PATH, or set-up's own.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findPulumi() {
    const candidates = [...programs("pulumi"), join(home, "bin", "pulumi")];
    for (const program of candidates) {
        const hosts = [join(dirname(program), languageHost), ...programs(languageHost)];
        if (isExecutable(program) && hosts.some(isExecutable) && (await isNewEnough(program))) {
            return dirname(program);
        }
    }
    return undefined;
}

/**
 * Starting Pulumi takes half a second, so its answer is kept for as long as the file is the same.
 *
 * @param {string} program
 */
async function isNewEnough(program) {
    const { size, mtimeMs } = await stat(program);
    const note = `version-${createHash("sha256").update(`${program} ${size} ${mtimeMs}`).digest("hex").slice(0, 16)}`;
    const version = (await readStamp(note)) ?? (await versionOf(program, ["version"]));
    if (version === undefined) return false;
    await stamp(note, version);
    return isAtLeast(version, pulumiVersion);
}

/**
 * The official npm package fetches the release from its vendor's site, which not every network can reach.
 *
 * @param {(status: string) => void} say
 */
async function downloaded(say) {
    say("downloading the release");
    try {
        await logged(
            "pulumi-download",
            [
                "npm",
                "exec",
                "--yes",
                "--cache",
                join(paths.cache, "npm"),
                `pulumi@${pulumiVersion}`,
                "--",
                "version",
            ],
            { env: { ...process.env, PULUMI_HOME: paths.pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "1" } },
        );
        return true;
    } catch (error) {
        if (error instanceof Failure && error.exitCode === 130) throw error;
        return false;
    }
}

/**
 * @param {(status: string) => void} say
 */
async function built(say) {
    const into = join(paths.cache, "pulumi-bin");
    await rm(into, { recursive: true, force: true });
    await mkdir(into, { recursive: true });
    const modules = join(root, "tools", "pulumi");
    const explained = (/** @type {string} */ status) => {
        say(`the release cannot be downloaded here, so it is built (6 minutes, once); ${status}`);
    };
    await goInstall(
        { name: languageHost, module: join(modules, "language-nodejs"), target: "tool", into, ldflags: "" },
        explained,
    );
    const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${pulumiVersion}`;
    await goInstall(
        { name: "pulumi", module: join(modules, "cli"), target: "tool", into, ldflags: version },
        explained,
    );
    await mkdir(join(home, "bin"), { recursive: true });
    // Pulumi last: where it is, the rest is.
    for (const name of [languageHost, "pulumi"]) await rename(join(into, name), join(home, "bin", name));
    await rm(into, { recursive: true });
}
