import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Failure } from "../setup/failure.mjs";
import { root } from "../setup/paths.mjs";

/**
 * @typedef {object} Package
 * @property {string} name what is asked for
 * @property {string} package what that is: the kernel's name has its version in it
 * @property {string} version
 * @property {string} path in the archive of Debian or in that of its security updates
 * @property {number} size
 * @property {string} sha256
 */

const committed = join(root, "provider/disk/appliance/appliance.lock.json");

/** Debian's names of architectures. */
const architectures = { x86_64: "amd64", aarch64: "arm64" };

/**
 * Looks up the newest versions that this machine's apt knows of all packages in the lock, and writes them to it, or to
 * another file: `node tools/run.mjs appliance-lock [FILE]`. Needs no root, and changes nothing of the machine's.
 *
 * @param {readonly string[]} argv
 */
export async function run([file = committed]) {
    const lock = JSON.parse(await readFile(committed, "utf8"));
    for (const [arch, debian] of Object.entries(architectures)) {
        lock[arch] = await withApt(debian, (apt) => newest(apt, lock[arch]));
    }
    await writeFile(file, `${JSON.stringify(lock, undefined, 4)}\n`);
    console.log(`${file} is up to date.`);
    return 0;
}

/** @typedef {(program: "apt-get" | "apt-cache", ...argv: string[]) => Promise<string>} Apt */

/**
 * Gives an action the machine's apt for an architecture, with package lists of its own.
 *
 * @template Result
 * @param {string} architecture
 * @param {(apt: Apt) => Promise<Result>} action
 */
async function withApt(architecture, action) {
    const folder = await mkdtemp(join(tmpdir(), "apt-"));
    const options = [
        ...["Dir::State::status=/dev/null", `Dir::State::lists=${folder}/lists`, `Dir::Cache=${folder}`],
        ...[`APT::Architecture=${architecture}`, `APT::Architectures=${architecture}`],
    ].flatMap((option) => ["-o", option]);
    /** @type {Apt} */
    const apt = async (program, ...argv) => {
        const { stdout } = await promisify(execFile)(program, [...options, ...argv], {
            cwd: folder,
            maxBuffer: 2 ** 26,
        });
        return stdout;
    };
    try {
        await mkdir(join(folder, "lists", "partial"), { recursive: true });
        await mkdir(join(folder, "archives", "partial"), { recursive: true });
        await apt("apt-get", "-q", "update");
        return await action(apt);
    } finally {
        await rm(folder, { recursive: true });
    }
}

/**
 * What this machine's apt does not know stays as it was: its sources may lack a component of Debian's archive.
 *
 * @param {Apt} apt
 * @param {readonly Package[]} packages
 */
async function newest(apt, packages) {
    const names = packages.map(({ name }) => name);
    const known = new Set((await apt("apt-cache", "pkgnames")).split("\n"));
    const found = await lookUp(
        apt,
        names.filter((name) => known.has(name)),
    );
    return packages.map((locked) => {
        const now = found.find(({ name }) => name === locked.name);
        if (!now)
            console.log(`${locked.name} stays at ${locked.version}: this machine's apt does not know it.`);
        return now ?? locked;
    });
}

/**
 * @param {Apt} apt
 * @param {readonly string[]} names
 * @returns {Promise<Package[]>}
 */
async function lookUp(apt, names) {
    const packages = await Promise.all(names.map((name) => real(apt, name)));
    const uris = await apt("apt-get", "download", "--print-uris", ...packages);
    return Promise.all(
        names.map(async (name, index) => {
            const found = packages[index] ?? name;
            const version = field(await apt("apt-cache", "show", "--no-all-versions", found), "Version");
            return { name, package: found, version, ...placeOf(uris, found) };
        }),
    );
}

/**
 * A kernel's name without a version stands for a package that only depends on one with it.
 *
 * @param {Apt} apt
 * @param {string} name
 */
async function real(apt, name) {
    if (!name.startsWith("linux-image-")) return name;
    const depends = field(await apt("apt-cache", "show", "--no-all-versions", name), "Depends");
    return depends.split(/[ ,]/)[0] ?? name;
}

/**
 * @param {string} stanza
 * @param {string} name
 */
function field(stanza, name) {
    const [, value] = new RegExp(`^${name}: (.*)$`, "m").exec(stanza) ?? [];
    if (value === undefined) throw new Failure(`apt-cache show says no ${name}:\n${stanza}`);
    return value;
}

/**
 * @param {string} uris lines of `'URI' FILE SIZE SHA256:DIGEST`
 * @param {string} name
 */
function placeOf(uris, name) {
    for (const line of uris.split("\n")) {
        const [, uri = "", file = "", size, sha256] = /^'(.*)' (\S+) (\d+) SHA256:(\w+)$/.exec(line) ?? [];
        const [, path] = /\/(debian(?:-security)?\/pool\/.*)$/.exec(decodeURIComponent(uri)) ?? [];
        if (file.startsWith(`${name}_`) && path && sha256) return { path, size: Number(size), sha256 };
    }
    throw new Failure(`apt does not say where ${name} is, or not in an archive of Debian's:\n${uris}`);
}
