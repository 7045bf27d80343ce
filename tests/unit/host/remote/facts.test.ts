import { describe, expect, test } from "@jest/globals";
import { parseAnswers } from "../../../../provider/host/remote/answers";
import { factsIn } from "../../../../provider/host/remote/facts";

const debian = `os Linux
release Debian GNU/Linux 12 (bookworm)
arch x86_64
root yes
systemd 252
tool solo5-hvt /usr/bin/solo5-hvt solo5-hvt 0.9.0
tool qemu-system-x86_64 /usr/bin/qemu-system-x86_64 QEMU emulator version 7.2.11 (Debian 1:7.2)
bridge br0
memory 2097152
`;

test("a host's hypervisors, and what is in the way of those that do not work", () => {
    expect(factsIn(parseAnswers(debian))).toEqual({
        ...{
            os: "Linux",
            release: "Debian GNU/Linux 12 (bookworm)",
            arch: "x86_64",
            root: true,
            systemd: "252",
        },
        ...{ memoryMiB: 2048, bridges: ["br0"] },
        hypervisors: [
            { name: "process", works: true },
            {
                name: "spt",
                works: false,
                missing:
                    "solo5-spt is not there. Install it: `opam install solo5`, with the opam switch's bin folder on PATH",
            },
            {
                name: "hvt",
                works: false,
                path: "/usr/bin/solo5-hvt",
                version: "solo5-hvt 0.9.0",
                missing:
                    "/dev/kvm is not there: load the module kvm_intel or kvm_amd, or allow nested virtualisation",
            },
            {
                name: "qemu",
                works: true,
                path: "/usr/bin/qemu-system-x86_64",
                version: "QEMU emulator version 7.2.11 (Debian 1:7.2)",
                accelerator: "tcg",
            },
            {
                name: "xen",
                works: false,
                missing:
                    "xl is not there. Install it: `apt install xen-system-amd64` (Debian, Ubuntu), and boot the machine with Xen",
            },
            { name: "bhyve", works: false, missing: "it is part of FreeBSD" },
            { name: "vmm", works: false, missing: "it is part of OpenBSD" },
            {
                name: "libvirt",
                works: false,
                path: "/usr/bin/qemu-system-x86_64",
                version: "QEMU emulator version 7.2.11 (Debian 1:7.2)",
                missing:
                    "virsh is not there. Install it: `apt install libvirt-daemon-system libvirt-clients qemu-system-x86` " +
                    "(Debian, Ubuntu) or `dnf install libvirt-daemon-kvm libvirt-client` (Fedora)",
            },
            {
                name: "albatross",
                works: false,
                missing:
                    "albatross-client is not there. Install it: `opam install albatross`, with its daemons running and the " +
                    "tenders where they look for them",
            },
        ],
    });
});

test.each([
    [
        "there",
        {
            works: false,
            missing: "its QEMU driver does not answer: `virsh --connect qemu:///system list` says why",
        },
    ],
    ["answers", { works: true, accelerator: "tcg" }],
])("libvirt counts when its QEMU driver answers: %s", (told, found) => {
    const lines = `${debian}libvirt there\nlibvirt ${told}\n`;
    const libvirt = factsIn(parseAnswers(lines)).hypervisors.find(({ name }) => name === "libvirt");
    expect(libvirt).toMatchObject({ name: "libvirt", path: "/usr/bin/qemu-system-x86_64", ...found });
});

test.each([
    ["", { works: false, missing: "it does not answer: start its daemons (albatross_daemon)" }],
    ["albatross answers\n", { works: true }],
])("albatross counts when its daemons answer: %j", (told, found) => {
    const tool = "tool albatross-client /usr/bin/albatross-client version 2.5.0\n";
    const { hypervisors } = factsIn(parseAnswers(debian + tool + told));
    expect(hypervisors.find(({ name }) => name === "albatross")).toMatchObject(found);
});

test("KVM counts when a guest has run on it, not when its device is there", () => {
    const accelerator = (more: string): string | undefined =>
        factsIn(parseAnswers(debian + more)).hypervisors.find(({ name }) => name === "qemu")?.accelerator;
    expect([accelerator("kvm device\nkvm writable\n"), accelerator("kvm device\nkvm works\n")]).toEqual([
        "tcg",
        "kvm",
    ]);
});

test.each([
    ["", { works: false, missing: "it is not the control domain of a Xen host: boot it with Xen" }],
    [
        "xen dom0\n",
        {
            works: false,
            missing:
                "Xen runs no PVH guests there: enable hardware virtualisation (AMD-V or VT-x) in the firmware",
        },
    ],
    ["xen dom0\nxen pvh\n", { works: true }],
])("Xen counts in the control domain of a host with hardware virtualisation: %j", (told, found) => {
    const tool = "tool xl /usr/sbin/xl Xen 4.17.5\n";
    const xen = factsIn(parseAnswers(debian + tool + told)).hypervisors.find(({ name }) => name === "xen");
    expect(xen).toEqual({ name: "xen", path: "/usr/sbin/xl", version: "Xen 4.17.5", ...found });
});

describe.each([
    ["FreeBSD", "bhyve", "the module vmm is not loaded: kldload vmm"],
    ["OpenBSD", "vmm", "/dev/vmm is not there: the processor or the firmware allows no virtual machines"],
])("a host of %s", (os, own, missing) => {
    const told = (more: string) => {
        const tool = "tool solo5-hvt /usr/local/bin/solo5-hvt solo5-hvt 0.9.0";
        const { hypervisors } = factsIn(parseAnswers(`os ${os}\narch amd64\n${tool}\n${more}`));
        return Object.fromEntries(hypervisors.map(({ name, works, missing }) => [name, missing ?? works]));
    };

    test(`runs unikernels by ${own} alone, once it can`, () => {
        expect(told("vmm works\n")).toMatchObject({ [own]: true, hvt: "it runs on Linux only" });
        expect(told("")).toMatchObject({ [own]: missing, process: "it runs on Linux only" });
    });
});
