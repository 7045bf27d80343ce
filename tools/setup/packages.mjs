/**
 * A program that has to be on this machine, and the packages that hold it.
 *
 * @typedef {object} Requirement
 * @property {string} command
 * @property {string} [file] what has to be there where it is no program
 * @property {string} purpose
 * @property {string} [minimum] its version, where not every one will do
 * @property {readonly string[]} [versionArgv]
 * @property {readonly string[]} [alongside] programs that have to come from the same folder
 * @property {Readonly<Record<Manager, readonly string[]>>} packages
 *
 * @typedef {"apt" | "dnf" | "brew"} Manager
 */

/** @type {Requirement} */
export const qemu = {
    command: "qemu-system-x86_64",
    purpose: "runs the unikernel",
    packages: { apt: ["qemu-system-x86"], dnf: ["qemu-system-x86-core"], brew: ["qemu"] },
};

/**
 * @param {string} minimum
 * @returns {Requirement}
 */
export const cargo = (minimum) => ({
    command: "cargo",
    purpose: "builds the quickstart's unikernel",
    minimum,
    alongside: ["rustc"],
    packages: { apt: ["cargo-web", "rustc-web"], dnf: ["cargo", "rust"], brew: ["rust"] },
});

/** @type {Requirement} */
export const cc = {
    command: "gcc",
    purpose: "links, and compiles the tests' unikernels",
    packages: { apt: ["gcc", "libc6-dev"], dnf: ["gcc"], brew: ["gcc"] },
};

/** From 1.21 on Go fetches the newer toolchain that a go.mod asks for as a module. */
export const go = {
    command: "go",
    purpose: "builds the SDK generator, and Pulumi where its release cannot be downloaded",
    minimum: "1.21",
    versionArgv: ["version"],
    packages: { apt: ["golang-go"], dnf: ["golang"], brew: ["go"] },
};

/** @type {readonly Requirement[]} */
export const testPrograms = [
    { command: "make", purpose: "the MirageOS toolchain's stages", packages: same("make") },
    { command: "git", purpose: "sources from git", packages: same("git") },
    { command: "openssl", purpose: "the benchmarks' reference for hashing", packages: same("openssl") },
    {
        command: "ssh",
        purpose: "the connection to a remote host",
        packages: { apt: ["openssh-client"], dnf: ["openssh-clients"], brew: ["openssh"] },
    },
    {
        command: "sshd",
        purpose: "the tests' remote host",
        packages: { apt: ["openssh-server"], dnf: ["openssh-server"], brew: ["openssh"] },
    },
    { command: "ocamlopt", purpose: "OCaml unikernels", packages: same("ocaml") },
    {
        command: "ocamlfind",
        purpose: "OCaml unikernels",
        packages: { apt: ["ocaml-findlib"], dnf: ["ocaml-findlib"], brew: ["ocaml-findlib"] },
    },
    {
        command: "dune",
        purpose: "OCaml unikernels",
        packages: { apt: ["ocaml-dune"], dnf: ["ocaml-dune"], brew: ["dune"] },
    },
    {
        command: "python3",
        purpose: "the Python SDK",
        minimum: "3.9",
        packages: { apt: ["python3", "python3-venv"], dnf: ["python3"], brew: ["python"] },
    },
    { command: "sgdisk", purpose: "checks partition tables", packages: same("gdisk") },
    { command: "fsck.vfat", purpose: "checks file systems", packages: same("dosfstools") },
    { command: "mcopy", purpose: "reads file systems", packages: same("mtools") },
    { command: "mksh", purpose: "runs scripts as OpenBSD's shell would", packages: same("mksh") },
    { command: "busybox", purpose: "runs scripts as small shells do", packages: same("busybox") },
    { command: "xorriso", purpose: "reads CDs", packages: same("xorriso") },
    {
        command: "isoinfo",
        purpose: "reads CDs",
        packages: { apt: ["genisoimage"], dnf: ["genisoimage"], brew: ["cdrtools"] },
    },
    { command: "cpio", purpose: "reads archives", packages: same("cpio") },
    { command: "dpkg-deb", purpose: "writes packages", packages: same("dpkg") },
    { command: "xz", purpose: "writes archives", packages: { apt: ["xz-utils"], dnf: ["xz"], brew: ["xz"] } },
    {
        command: "sfdisk",
        purpose: "the benchmarks' reference for disks",
        packages: { apt: ["fdisk"], dnf: ["util-linux"], brew: ["util-linux"] },
    },
    {
        command: "qemu-img",
        purpose: "reads disks",
        packages: { apt: ["qemu-utils"], dnf: ["qemu-img"], brew: ["qemu"] },
    },
    {
        command: "ovmf",
        file: "/usr/share/OVMF/OVMF_CODE_4M.fd",
        purpose: "boots disks by UEFI",
        packages: { apt: ["ovmf"], dnf: ["edk2-ovmf"], brew: ["qemu"] },
    },
    {
        command: "qemu-system-aarch64",
        purpose: "boots disks for aarch64",
        packages: { apt: ["qemu-system-arm"], dnf: ["qemu-system-aarch64-core"], brew: ["qemu"] },
    },
    {
        command: "aavmf",
        file: "/usr/share/AAVMF/AAVMF_CODE.fd",
        purpose: "boots disks for aarch64",
        packages: { apt: ["qemu-efi-aarch64"], dnf: ["edk2-aarch64"], brew: ["qemu"] },
    },
    {
        command: "aarch64-linux-gnu-gcc",
        purpose: "compiles the tests' programs for aarch64",
        packages: {
            apt: ["gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"],
            dnf: ["gcc-aarch64-linux-gnu"],
            brew: ["aarch64-unknown-linux-gnu"],
        },
    },
    go,
];

/**
 * What the lab of tests/lab is made with. Debian's and Ubuntu's alone: it is made of their packages.
 *
 * @type {readonly Requirement[]}
 */
export const labPrograms = [
    { command: "systemd-nspawn", purpose: "the tests' remote host", packages: same("systemd-container") },
    { command: "debootstrap", purpose: "the tests' remote host", packages: same("debootstrap") },
    { command: "ip", purpose: "the tests' remote host", packages: same("iproute2") },
    { command: "ssh-keygen", purpose: "the tests' remote host", packages: same("openssh-client") },
    {
        command: "qemu-img",
        purpose: "the tests' remote hosts with KVM and Xen",
        packages: same("qemu-utils"),
    },
    { command: "mke2fs", purpose: "the tests' remote hosts with KVM and Xen", packages: same("e2fsprogs") },
];

/**
 * @param {string} name
 * @returns {Record<Manager, readonly string[]>}
 */
function same(name) {
    return { apt: [name], dnf: [name], brew: [name] };
}

/**
 * What is missing, and the one command for each kind of system that installs all of it.
 *
 * @param {readonly Requirement[]} missing
 */
export function missingMessage(missing) {
    const width = Math.max(...missing.map((requirement) => described(requirement).length));
    return [
        "Programs that this needs are not on this machine, or do not run:",
        ...missing.map(
            (requirement) => `    ${described(requirement).padEnd(width)}  ${requirement.purpose}`,
        ),
        "Install them, then run this again:",
        `    Debian, Ubuntu   sudo apt-get install --no-install-recommends ${packagesOf(missing, "apt")}`,
        `    Fedora           sudo dnf install ${packagesOf(missing, "dnf")}`,
        `    macOS            brew install ${packagesOf(missing, "brew")}`,
    ].join("\n");
}

/** @param {Requirement} requirement */
const described = ({ command, minimum }) =>
    minimum === undefined ? command : `${command} ${minimum} or newer`;

/**
 * @param {readonly Requirement[]} requirements
 * @param {Manager} manager
 */
export const packagesOf = (requirements, manager) =>
    [...new Set(requirements.flatMap(({ packages }) => packages[manager]))].join(" ");
