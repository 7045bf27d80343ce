import type { Hypervisor } from "../hypervisors/hypervisor";
import { libvirtInstall } from "../hypervisors/libvirt";
import { installing } from "../packages";
import { ownerIn } from "./owner";
import { pfIsOff, pfLacksAnchor } from "./pf-advice";
import type { Rows } from "./refusal";

/** What the words of a refusal need to be of use. */
export interface Subject {
    readonly instance?: string;
    readonly hypervisor?: Pick<Hypervisor, "name" | "system">;
    readonly tool?: { readonly executable: string; readonly install: string };
}

/** Why a host will not do what it is asked to with an instance. */
export const instanceRefusals: Rows<Subject> = {
    rights: {
        property: "host.ssh",
        reason: ({ host }) =>
            `instances on ${host} need root there: log in as root, or set \`sudo: true\` for a user who may use it without a password`,
    },
    systemd: {
        property: "host.ssh",
        reason: ({ host }) =>
            `the instance on ${host} is kept by systemd, which that host is no longer run by. Replace it, so that what runs the ` +
            "host now keeps it: `pulumi up --replace URN`",
    },
    system: {
        property: "hypervisor",
        reason: ({ host, detail, hypervisor }) =>
            `${hypervisor?.name} runs on ${hypervisor?.system ?? "Linux"}, but ${host} is ${detail}. ` +
            "An image for hvt runs with `hvt` on Linux, `bhyve` on FreeBSD and `vmm` on OpenBSD",
    },
    module: {
        property: "host.ssh",
        reason: ({ host, detail }) =>
            `${host} has not loaded the module ${detail}. Load it: kldload ${detail}, and \`sysrc kld_list+=${detail}\` for its next boot`,
    },
    tap: {
        property: "networks",
        reason: ({ host, detail }) =>
            `the TAP device ${detail} on ${host} is in the way and was not made for this instance. Run \`pulumi up\` again: ` +
            "another is chosen then",
    },
    boot: {
        property: "host.ssh",
        reason: ({ host }) =>
            `${host} has nothing that is known to start services when it boots: it needs systemd, OpenRC, SysV's init scripts ` +
            "with update-rc.d or chkconfig, or cron with /etc/cron.d",
    },
    program: {
        property: "host.ssh",
        reason: ({ host, detail }) => {
            const [program = "", packaged = ""] = detail.split(" ");
            return `${host} has no ${program} that will do. Install ${packaged} there`;
        },
    },
    xen: {
        property: "host.ssh",
        reason: ({ host }) =>
            `${host} is not the control domain of a Xen host, where xl runs domains: boot it with Xen, and log in to dom0`,
    },
    pvh: {
        property: "host.ssh",
        reason: ({ host }) =>
            `Xen on ${host} runs no PVH guests: that needs hardware virtualisation (AMD-V or VT-x), enabled in its firmware`,
    },
    virsh: {
        property: "hypervisor",
        reason: ({ host }) => `${host} has no virsh. Install it there: ${libvirtInstall}`,
    },
    libvirt: {
        property: "hypervisor",
        reason: ({ host, detail }) =>
            `libvirt's QEMU driver on ${host} does not answer: ${detail}. Start it there: systemctl start libvirtd`,
    },
    albatross: {
        property: "hypervisor",
        reason: ({ host, detail }) =>
            `albatross on ${host} does not answer: ${detail}. Start its daemons there: systemctl start albatross_daemon`,
    },
    tool: {
        property: "hypervisor",
        reason: ({ host, tool }) => `${host} has no ${tool?.executable}. Install it there: ${tool?.install}`,
    },
    bridge: {
        property: "networks",
        reason: ({ host, detail, hypervisor }) =>
            `${host} has no bridge ${detail}. Create it there: ` +
            (hypervisor?.system === undefined
                ? `ip link add ${detail} type bridge && ip link set ${detail} up`
                : `ifconfig ${detail} create up`),
    },
    volume: { property: "volumes", reason: ({ host, detail }) => `${host} has no file or device ${detail}` },
    hidden: {
        property: "volumes",
        reason: ({ host, detail }) =>
            `the volume ${detail} on ${host} is where its unit sees nothing of the host: /home, /root, /run/user, /tmp and /var/tmp. ` +
            "Move it elsewhere, as to /srv",
    },
    shared: {
        property: "volumes",
        reason: ({ host, detail }) => {
            const [, volume = "", owner = ""] = /^(.*) (urn:\S.*)$/.exec(detail) ?? [];
            return (
                `the volume ${volume} on ${host} is that of ${owner}, and one of them may write to it. Only \`readOnly\` ` +
                "volumes can be shared"
            );
        },
    },
    written: {
        property: "volumes",
        reason: ({ host, detail }) =>
            `the volume ${detail} on ${host} is the older instance's of this resource, under whichever name, and one of them may ` +
            `write to it. Set \`replacement: "stop-first"\`: that one is stopped before the new one starts. ${orFirst}`,
    },
    held: {
        property: "networks",
        reason: ({ host, detail }) =>
            `the address ${detail} on ${host} is the older instance's of this resource, which has to go first. ${orFirst}`,
    },
    nft: {
        property: "networks",
        reason: ({ host }) =>
            `${host} has no nft, which published ports need. Install it there: ${installing("nft")}`,
    },
    pf: { property: "networks", reason: ({ host, detail }) => pfIsOff(host, detail) },
    anchor: { property: "networks", reason: ({ host, detail }) => pfLacksAnchor(host, detail) },
    grep: {
        property: "probe.console",
        reason: ({ host }) =>
            `${host} has neither a grep with Perl's patterns (-P) nor perl, and a probe of the console needs one of them. Install it ` +
            "there: `apk add grep` (Alpine), `apt install grep` (Debian), `pkg install perl5` (FreeBSD)",
    },
    ping: {
        property: "probe",
        reason: ({ host }) =>
            `${host} has no ping, which the probe needs. Install it there: ${installing("ping")}`,
    },
    address: {
        property: "networks",
        reason: ({ host, detail }) => `the address ${taken(detail)} on ${host}. ${orRenamed}`,
    },
    port: {
        property: "networks",
        reason: ({ host, detail }) => `the port ${taken(detail)} on ${host}. ${orRenamed}`,
    },
    listening: { property: "networks", reason: ({ host, detail }) => listening(host, detail) },
    image: {
        reason: ({ host }) =>
            `the image went from ${host} while the instance was made. Run \`pulumi up\` again`,
    },
    foreign: {
        property: "name",
        reason: ({ host, detail }) =>
            `${detail} is on ${host} already and was not made by this program. Choose another \`name\``,
    },
    taken: {
        property: "name",
        reason: ({ host, detail, instance = "" }) =>
            `an instance "${instance}" is on ${host} already and belongs to ${ownerIn(detail)}. Choose another name; or, if ` +
            `it is to be managed here from now on, import it: pulumi import unikernel:host:Instance <resource name> ${host}/${instance}`,
    },
    absent: {
        property: "instance",
        reason: ({ host, instance = "" }) =>
            `there is no instance "${instance}" on ${host}. Give the \`id\` of an Instance`,
    },
};

/** A resource that was renamed, or imported, is known on the host by the name that it had. */
const orRenamed = "Choose another; or, if that is this resource's earlier name, run `pulumi up --refresh`";

/** The engine asks nobody how a replacement goes that no change asks for. */
const orFirst =
    "With `pulumi up --replace`, give the resource the option `deleteBeforeReplace: true` for that run";

/** `22/tcp sshd`; who it is may not be known. */
function listening(host: string, detail: string): string {
    const [port = "", program = "a program"] = detail.split(" ");
    return `${program} on ${host} listens on the port ${port}, and nobody would reach it there any more. Publish another`;
}

/** `8080/tcp urn:pulumi:…` */
function taken(detail: string): string {
    const [what = "", ...owner] = detail.split(" ");
    return `${what} is that of ${owner.join(" ")}`;
}
