/**
 * The virtual machines of labs. All of this is in their snapshots: one that was taken on one machine is read by no other.
 *
 * @typedef {"kvm" | "xen"} VmKind
 *
 * @typedef {object} Machine
 * @property {VmKind} kind
 * @property {string} disk a qcow2 layer upon disk.raw
 * @property {string} raw
 * @property {string} tap the name of the link to it, which comes and goes with it
 * @property {readonly string[]} more
 */

/** @type {readonly VmKind[]} */
export const vmKinds = ["kvm", "xen"];

const commandLine = "root=/dev/vda rw net.ifnames=0 mitigations=off quiet";

/**
 * What differs. QEMU has no SMAP and SMEP that Xen could live with. The CPU's extended state gets lost there when two
 * virtual CPUs take turns on one, which ends programs: so dom0 has one, and none of them has that state (`xsave=0`).
 *
 * @type {Readonly<Record<VmKind, readonly string[]>>}
 */
const flavours = {
    kvm: [
        ...["-cpu", "EPYC,+svm", "-m", "2048", "-kernel", "vmlinuz", "-initrd", "initrd.img"],
        ...["-append", `${commandLine} console=ttyS0`],
    ],
    xen: [
        ...["-cpu", "EPYC,+svm,-smap,-smep,-monitor", "-m", "3072", "-kernel", "xen"],
        ...["-initrd", `vmlinuz ${commandLine} console=hvc0,initrd.img`],
        ...[
            "-append",
            "dom0_mem=1024M,max:1024M dom0_max_vcpus=1 com1=115200,8n1 console=com1 spec-ctrl=no xpti=no cpuidle=0 xsave=0 noreboot",
        ],
    ],
};

/** The machine's network card has this address, so that the lab answers on this link-local one. */
export const mac = "02:00:0a:d5:00:02";
export const linkLocal = "fe80::aff:fed5:2";

/**
 * QEMU's command line, for the folder with what the recipe made. More than one thread, or CPU, makes guests in such a
 * machine crash.
 *
 * @param {Machine} machine
 * @returns {[string, ...string[]]}
 */
export const qemuArgv = ({ kind, disk, raw, tap, more }) => [
    .../** @type {const} */ (["qemu-system-x86_64", "-accel", "tcg,thread=single", "-smp", "1"]),
    ...["-machine", "q35", "-nodefaults", "-no-user-config", "-display", "none"],
    ...["-drive", `if=virtio,cache=unsafe,file=${escaped(disk)},${backing(raw)}`],
    ...["-netdev", `tap,id=net,ifname=${tap},script=no,downscript=no`],
    ...["-device", `virtio-net-pci,netdev=net,mac=${mac}`, "-device", "virtio-rng-pci"],
    ...flavours[kind],
    ...more,
];

/** @param {string} raw */
const backing = (raw) => `backing.driver=raw,backing.file.filename=${escaped(raw)}`;

/**
 * As a value among QEMU's options.
 *
 * @param {string} path
 */
export const escaped = (path) => path.replaceAll(",", ",,");
