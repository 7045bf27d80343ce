import { Failure } from "../setup/failure.mjs";

/**
 * @typedef {object} Package
 * @property {string} name what is asked for
 * @property {string} package what that is: the kernel's name has its version in it
 * @property {string} version
 * @property {string} path in the archive of Debian or in that of its security updates
 * @property {number} size
 * @property {string} sha256
 */

/** @typedef {import("./apt.mjs").Apt} Apt */

/**
 * The newest versions that apt knows of packages. What it does not know stays as it was: its sources may lack a component
 * of Debian's archive.
 *
 * @param {Apt} apt
 * @param {readonly Package[]} locked
 * @returns {Promise<{ packages: Package[]; unknown: Package[] }>}
 */
export async function newest(apt, locked) {
    const known = new Set((await apt("apt-cache", "pkgnames")).split("\n"));
    /** @type {Map<string, Package | undefined>} */
    const wanted = new Map();
    for (const each of locked) {
        const name = known.has(each.name) ? each.name : await providerOf(apt, each.name);
        wanted.set(name ?? each.name, name === undefined ? each : undefined);
    }
    for (const name of wanted.keys()) {
        for (const library of await librariesOf(apt, name)) {
            if (!wanted.has(library)) wanted.set(library, undefined);
        }
    }
    const found = await lookUp(
        apt,
        [...wanted].flatMap(([name, kept]) => (kept ? [] : [name])),
    );
    const packages = [...wanted].flatMap(([name, kept]) => kept ?? found.get(name) ?? []);
    return { packages, unknown: [...wanted.values()].flatMap((kept) => kept ?? []) };
}

/**
 * What has another name in a newer Debian: libelf1 is libelf1t64's there.
 *
 * @param {Apt} apt
 * @param {string} name
 */
async function providerOf(apt, name) {
    const [, providers = ""] = (await apt("apt-cache", "showpkg", name)).split("Reverse Provides:");
    return providers.trim().split(" ")[0] || undefined;
}

/**
 * The libraries that a library is linked with. Not the C library's: it is linked with none.
 *
 * @param {Apt} apt
 * @param {string} name
 */
async function librariesOf(apt, name) {
    if (!name.startsWith("lib") || name === "libc6") return [];
    const depends = await apt("apt-cache", "depends", "--important", name);
    return [...depends.matchAll(/^ {2}Depends: ((?:lib|zlib)\S+)$/gm)].map(([, library = ""]) => library);
}

/**
 * @param {Apt} apt
 * @param {readonly string[]} names
 * @returns {Promise<Map<string, Package>>}
 */
async function lookUp(apt, names) {
    const packages = await Promise.all(names.map((name) => real(apt, name)));
    const uris = await apt("apt-get", "download", "--print-uris", ...packages);
    const found = names.map(async (name, index) => {
        const real = packages[index] ?? name;
        const version = field(await apt("apt-cache", "show", "--no-all-versions", real), "Version");
        return /** @type {const} */ ([name, { name, package: real, version, ...placeOf(uris, real) }]);
    });
    return new Map(await Promise.all(found));
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
        if (!file.startsWith(`${name}_`) || !sha256) continue;
        const [, path] = /\/(debian(?:-security)?\/pool\/.*)$/.exec(decodeURIComponent(uri)) ?? [];
        if (path) return { path, size: Number(size), sha256 };
        throw new Failure(
            `This machine's apt has ${name} from an archive that is not Debian's: ${uri}\n` +
                "An appliance's parts are Debian's. Lock on a Debian, or in a container of it.",
        );
    }
    throw new Failure(`apt does not say where ${name} is:\n${uris}`);
}
