import { expect, test } from "@jest/globals";
import { answersOf, leftover, mayPass } from "../../../../provider/host/remote/refusals";

const host = { name: "kvm1" };
const tool = { executable: "solo5-spt", install: "`opam install solo5`" };
const owner = "# pulumi-unikernel 0011223344556677 urn:pulumi:dev::shop::unikernel:host:Instance::www";

test.each([
    [
        "rights",
        "instances on kvm1 need root there: log in as root, or set `sudo: true` for a user who may use it without a password",
    ],
    [
        "systemd",
        "the instance on kvm1 is kept by systemd, which that host is no longer run by. Replace it, so that what runs the host now " +
            "keeps it: `pulumi up --replace URN`",
    ],
    [
        "system FreeBSD",
        "hvt runs on Linux, but kvm1 is FreeBSD. An image for hvt runs with `hvt` on Linux, `bhyve` on FreeBSD and `vmm` on OpenBSD",
    ],
    [
        "module vmm",
        "kvm1 has not loaded the module vmm. Load it: kldload vmm, and `sysrc kld_list+=vmm` for its next boot",
    ],
    [
        "tap tap4711",
        "the TAP device tap4711 on kvm1 is in the way and was not made for this instance. Run `pulumi up` again: another is chosen then",
    ],
    [
        "boot",
        "kvm1 has nothing that is known to start services when it boots: it needs systemd, OpenRC, SysV's init scripts with " +
            "update-rc.d or chkconfig, or cron with /etc/cron.d",
    ],
    ["program setpriv util-linux", "kvm1 has no setpriv that will do. Install util-linux there"],
    [
        "xen",
        "kvm1 is not the control domain of a Xen host, where xl runs domains: boot it with Xen, and log in to dom0",
    ],
    [
        "pvh",
        "Xen on kvm1 runs no PVH guests: that needs hardware virtualisation (AMD-V or VT-x), enabled in its firmware",
    ],
    [
        "virsh",
        "kvm1 has no virsh. Install it there: `apt install libvirt-daemon-system libvirt-clients qemu-system-x86` (Debian, " +
            "Ubuntu) or `dnf install libvirt-daemon-kvm libvirt-client` (Fedora)",
    ],
    [
        "libvirt failed to connect to the hypervisor",
        "libvirt's QEMU driver on kvm1 does not answer: failed to connect to the hypervisor. Start it there: systemctl start libvirtd",
    ],
    [
        "albatross failed to connect",
        "albatross on kvm1 does not answer: failed to connect. Start its daemons there: systemctl start albatross_daemon",
    ],
    [
        "foreign the domain unikernel-www",
        "the domain unikernel-www is on kvm1 already and was not made by this program. Choose another `name`",
    ],
    ["tool", "kvm1 has no solo5-spt. Install it there: `opam install solo5`"],
    [
        "bridge br0",
        "kvm1 has no bridge br0. Create it there: ip link add br0 type bridge && ip link set br0 up",
    ],
    ["volume /dev/vg0/my data", "kvm1 has no file or device /dev/vg0/my data"],
    [
        "hidden /home/deploy/disk.img",
        "the volume /home/deploy/disk.img on kvm1 is where its unit sees nothing of the host: /home, /root, /run/user, /tmp and /var/tmp. " +
            "Move it elsewhere, as to /srv",
    ],
    [
        "foreign /etc/systemd/system/unikernel-www.service",
        "/etc/systemd/system/unikernel-www.service is on kvm1 already and was not made by this program. Choose another `name`",
    ],
    [
        `taken ${owner}`,
        'an instance "www" is on kvm1 already and belongs to urn:pulumi:dev::shop::unikernel:host:Instance::www. ' +
            "Choose another name; or, if it is to be managed here from now on, import it: " +
            "pulumi import unikernel:host:Instance <resource name> kvm1/www",
    ],
    [
        "nft",
        "kvm1 has no nft, which published ports need. Install it there: `apt install nftables` (Debian, Ubuntu), `dnf install nftables` (Fedora) or `apk add nftables` (Alpine)",
    ],
    [
        "pf FreeBSD rdr",
        "pf is not enabled on kvm1, which published ports need. Enable it there: sysrc pf_enable=YES && service pf start",
    ],
    [
        "pf OpenBSD nat",
        "pf is not enabled on kvm1, which a network with `nat` needs. Enable it there: rcctl enable pf && pfctl -e -f /etc/pf.conf",
    ],
    [
        "anchor FreeBSD rdr",
        '/etc/pf.conf on kvm1 does not lead to the rules that published ports need. Add the line `rdr-anchor "unikernel/*"` there, ' +
            "before its filter rules, and load it: pfctl -f /etc/pf.conf",
    ],
    [
        "anchor OpenBSD rdr",
        '/etc/pf.conf on kvm1 does not lead to the rules that published ports need. Add the line `anchor "unikernel/*"` there, ' +
            "before its other rules, and load it: pfctl -f /etc/pf.conf",
    ],
    [
        "grep",
        "kvm1 has neither a grep with Perl's patterns (-P) nor perl, and a probe of the console needs one of them. Install it there: " +
            "`apk add grep` (Alpine), `apt install grep` (Debian), `pkg install perl5` (FreeBSD)",
    ],
    ["program ip iproute2", "kvm1 has no ip that will do. Install iproute2 there"],
    [
        "ping",
        "kvm1 has no ping, which the probe needs. Install it there: `apt install iputils-ping` (Debian, Ubuntu), `dnf install iputils` (Fedora) or `apk add iputils` (Alpine)",
    ],
    [
        "address 10.42.0.7 urn:pulumi:dev::shop::unikernel:host:Instance::dns",
        "the address 10.42.0.7 is that of urn:pulumi:dev::shop::unikernel:host:Instance::dns on kvm1. Choose another; or, if that is this resource's earlier name, run `pulumi up --refresh`",
    ],
    [
        "shared /srv/a b.img urn:pulumi:dev::shop::unikernel:host:Instance::dns",
        "the volume /srv/a b.img on kvm1 is that of urn:pulumi:dev::shop::unikernel:host:Instance::dns, and one of them may " +
            "write to it. Only `readOnly` volumes can be shared",
    ],
    [
        "written /dev/disk/by-id/a disk",
        "the volume /dev/disk/by-id/a disk on kvm1 is the older instance's of this resource, under whichever name, and one of " +
            'them may write to it. Set `replacement: "stop-first"`: that one is stopped before the new one starts. With ' +
            "`pulumi up --replace`, give the resource the option `deleteBeforeReplace: true` for that run",
    ],
    [
        "held 10.42.0.7",
        "the address 10.42.0.7 on kvm1 is the older instance's of this resource, which has to go first. With `pulumi up " +
            "--replace`, give the resource the option `deleteBeforeReplace: true` for that run",
    ],
    [
        "port 8080/tcp urn:pulumi:dev::shop::unikernel:host:Instance::dns",
        "the port 8080/tcp is that of urn:pulumi:dev::shop::unikernel:host:Instance::dns on kvm1. " +
            "Choose another; or, if that is this resource's earlier name, run `pulumi up --refresh`",
    ],
    [
        "listening 22/tcp sshd",
        "sshd on kvm1 listens on the port 22/tcp, and nobody would reach it there any more. Publish another",
    ],
    [
        "listening 53/udp",
        "a program on kvm1 listens on the port 53/udp, and nobody would reach it there any more. Publish another",
    ],
    ["image", "the image went from kvm1 while the instance was made. Run `pulumi up` again"],
    ["absent", 'there is no instance "www" on kvm1. Give the `id` of an Instance'],
])("a host that refuses because of %s", (refused, message) => {
    expect(() =>
        answersOf(host, `arch x86_64\nrefused ${refused}\n`, {
            instance: "www",
            tool,
            hypervisor: { name: "hvt" },
        }),
    ).toThrow(new Error(message));
});

test("a host that does what it is asked to is no failure", () => {
    expect(answersOf(host, "arch x86_64\nimage present\n")).toEqual([
        { word: "arch", rest: "x86_64" },
        { word: "image", rest: "present" },
    ]);
});

test("what another instance was in the way of just then is tried again", () => {
    const tried = ["image", "address 10.42.0.7 urn", "held 10.42.0.7", "port 8080/tcp urn", "tool"].map(
        (word) => mayPass(`refused ${word}\n`),
    );
    expect(tried).toEqual([true, true, true, false, false]);
});

test("an instance that the engine never heard of is known by its resource, and another's is not", () => {
    const urn = "urn:pulumi:dev::shop::unikernel:host:Instance::www";
    expect(leftover(`refused taken ${owner}\n`, urn)).toBe("0011223344556677");
    expect(leftover(`refused taken ${owner}\n`, `${urn}2`)).toBeUndefined();
});
