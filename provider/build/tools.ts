export const packageManagers = ["apt", "dnf", "brew", "opam"] as const;
export type PackageManager = (typeof packageManagers)[number];

/** A program that builds or runs unikernels: how to ask for its version, and how to come by it. */
export interface Tool {
    readonly name: string;
    /** Prints the version and ends with 0 when the tool is there. */
    readonly versionArgv: readonly [string, ...string[]];
    readonly usedFor: string;
    /** The package it is in, for each package manager that has it. */
    readonly packages: Readonly<Partial<Record<PackageManager, string>>>;
}

export const tools: readonly Tool[] = [
    {
        name: "git",
        versionArgv: ["git", "--version"],
        usedFor: "sources in git",
        packages: { apt: "git", dnf: "git", brew: "git" },
    },
    {
        name: "dune",
        versionArgv: ["dune", "--version"],
        usedFor: "the toolchains dune and mirage",
        packages: { opam: "dune", apt: "ocaml-dune", dnf: "ocaml-dune", brew: "dune" },
    },
    {
        name: "ocaml",
        versionArgv: ["ocamlopt", "-version"],
        usedFor: "the toolchains dune and mirage",
        packages: { opam: "ocaml", apt: "ocaml-nox", dnf: "ocaml", brew: "ocaml" },
    },
    {
        name: "ocamlfind",
        versionArgv: ["ocamlfind", "query", "-format", "%v", "findlib"],
        usedFor: "the toolchains dune and mirage",
        packages: { opam: "ocamlfind", apt: "ocaml-findlib", dnf: "ocaml-findlib", brew: "ocaml-findlib" },
    },
    {
        name: "opam",
        versionArgv: ["opam", "--version"],
        usedFor: "the toolchain mirage",
        packages: { apt: "opam", dnf: "opam", brew: "opam" },
    },
    {
        name: "opam-monorepo",
        versionArgv: ["opam-monorepo", "--version"],
        usedFor: "the toolchain mirage",
        packages: { opam: "opam-monorepo" },
    },
    {
        name: "mirage",
        versionArgv: ["mirage", "--version"],
        usedFor: "the toolchain mirage",
        packages: { opam: "mirage" },
    },
    {
        name: "make",
        versionArgv: ["make", "--version"],
        usedFor: "the toolchain mirage",
        packages: { apt: "make", dnf: "make", brew: "make" },
    },
    {
        name: "solo5-elftool",
        versionArgv: ["solo5-elftool", "version"],
        usedFor: "MirageOS targets that use Solo5",
        packages: { opam: "solo5" },
    },
    {
        name: "solo5-hvt",
        versionArgv: ["solo5-hvt", "--version"],
        usedFor: "running the target hvt",
        packages: { opam: "solo5" },
    },
    {
        name: "solo5-spt",
        versionArgv: ["solo5-spt", "--version"],
        usedFor: "running the target spt",
        packages: { opam: "solo5" },
    },
    {
        name: "qemu",
        versionArgv: ["qemu-system-x86_64", "--version"],
        usedFor: "running the target virtio and other kernels",
        packages: { apt: "qemu-system-x86", dnf: "qemu-system-x86", brew: "qemu" },
    },
];

const installers: Readonly<Record<PackageManager, string>> = {
    apt: "apt-get install",
    dnf: "dnf install",
    brew: "brew install",
    opam: "opam install",
};

export function installCommand(manager: PackageManager, name: string): string {
    return `${installers[manager]} ${name}`;
}

/** What to do about a command that is not there, if it is one of these tools. */
export function installAdvice(command: string): string | undefined {
    const tool = tools.find(({ name, versionArgv }) => name === command || versionArgv[0] === command);
    if (tool === undefined) return undefined;
    const offers = Object.entries(tool.packages) as [PackageManager, string][];
    const commands = offers.map(([manager, name]) => `\`${installCommand(manager, name)}\``);
    return `It is needed for ${tool.usedFor}; install it with ${listed(commands)}.`;
}

function listed(items: readonly string[]): string {
    const last = items.at(-1) ?? "";
    return items.length > 1 ? `${items.slice(0, -1).join(", ")} or ${last}` : last;
}

/** The version in what a tool prints about itself. */
export function versionIn(output: string): string | undefined {
    return /\d+(?:\.\d+)+(?:[-+~.\w]*\w)?/.exec(output)?.[0];
}
