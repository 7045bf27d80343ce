import { UserError } from "../../protocol/errors";
import type { Hypervisor } from "../hypervisors/hypervisor";
import { libvirtInstall } from "../hypervisors/libvirt";
import { ownerIn } from "./owner";
import { pfIsOff, pfLacksAnchor } from "./pf-advice";
import { plain } from "./plain";
import { firstOf, parseAnswers, type Answer } from "./answers";

interface Where {
    readonly name: string;
}

/** The mark of an instance that has this one's name: of the same resource, made by a creation that the engine never heard of. */
export function leftover(output: string, urn: string): string | undefined {
    const [word = "", ...owner] = (firstOf(parseAnswers(output), "refused") ?? "").split(" ");
    return word === "taken" && ownerIn(owner.join(" ")) === plain(urn) ? owner[2] : undefined;
}

/**
 * Whether it was in the way of another instance that came or went just then, and need not be again: the image has gone with
 * the last that used it, or the address was chosen for another as well.
 */
export function mayPass(output: string): boolean {
    return /^(image$|address )/.test(firstOf(parseAnswers(output), "refused") ?? "");
}

/** What a script answered, unless it refused. */
export function answersOf(host: Where, output: string, subject: Subject = {}): Answer[] {
    const answers = parseAnswers(output);
    const refused = firstOf(answers, "refused");
    if (refused !== undefined) throw refusal(host, refused, subject);
    return answers;
}

/** What the words of a refusal need to be of use. */
export interface Subject {
    readonly instance?: string;
    readonly hypervisor?: Pick<Hypervisor, "name" | "system">;
    readonly tool?: { readonly executable: string; readonly install: string };
}

/** Pure. A script says in a word why it will not do it. */
export function refusal(
    { name: host }: Where,
    refused: string,
    { instance = "", tool, hypervisor }: Subject,
): UserError {
    const end = refused.indexOf(" ");
    const word = end < 0 ? refused : refused.slice(0, end);
    const detail = end < 0 ? "" : refused.slice(end + 1);
    switch (word) {
        case "rights":
            return new UserError(
                `instances on ${host} need root there: log in as root, or set \`sudo: true\` for a user who may use it without a password`,
                { property: "host.ssh" },
            );
        case "systemd":
            return new UserError(
                `the instance on ${host} is kept by systemd, which that host is no longer run by. Replace it, so that what runs the ` +
                    "host now keeps it: `pulumi up --replace URN`",
                { property: "host.ssh" },
            );
        case "system":
            return new UserError(
                `${hypervisor?.name} runs on ${hypervisor?.system ?? "Linux"}, but ${host} is ${detail}. ` +
                    "An image for hvt runs with `hvt` on Linux, `bhyve` on FreeBSD and `vmm` on OpenBSD",
                { property: "hypervisor" },
            );
        case "module":
            return new UserError(
                `${host} has not loaded the module ${detail}. Load it: kldload ${detail}, and \`sysrc kld_list+=${detail}\` for its next boot`,
                { property: "host.ssh" },
            );
        case "tap":
            return new UserError(
                `the TAP device ${detail} on ${host} is in the way and was not made for this instance. Run \`pulumi up\` again: ` +
                    "another is chosen then",
                { property: "networks" },
            );
        case "boot":
            return new UserError(
                `${host} has nothing that is known to start services when it boots: it needs systemd, OpenRC, SysV's init scripts ` +
                    "with update-rc.d or chkconfig, or cron with /etc/cron.d",
                { property: "host.ssh" },
            );
        case "program": {
            const [program = "", packaged = ""] = detail.split(" ");
            return new UserError(`${host} has no ${program} that will do. Install ${packaged} there`, {
                property: "host.ssh",
            });
        }
        case "xen":
            return new UserError(
                `${host} is not the control domain of a Xen host, where xl runs domains: boot it with Xen, and log in to dom0`,
                { property: "host.ssh" },
            );
        case "pvh":
            return new UserError(
                `Xen on ${host} runs no PVH guests: that needs hardware virtualisation (AMD-V or VT-x), enabled in its firmware`,
                { property: "host.ssh" },
            );
        case "virsh":
            return new UserError(`${host} has no virsh. Install it there: ${libvirtInstall}`, {
                property: "hypervisor",
            });
        case "libvirt":
            return new UserError(
                `libvirt's QEMU driver on ${host} does not answer: ${detail}. Start it there: systemctl start libvirtd`,
                { property: "hypervisor" },
            );
        case "albatross":
            return new UserError(
                `albatross on ${host} does not answer: ${detail}. Start its daemons there: systemctl start albatross_daemon`,
                { property: "hypervisor" },
            );
        case "tool":
            return new UserError(`${host} has no ${tool?.executable}. Install it there: ${tool?.install}`, {
                property: "hypervisor",
            });
        case "bridge":
            return new UserError(
                `${host} has no bridge ${detail}. Create it there: ` +
                    (hypervisor?.system === undefined
                        ? `ip link add ${detail} type bridge && ip link set ${detail} up`
                        : `ifconfig ${detail} create up`),
                { property: "networks" },
            );
        case "volume":
            return new UserError(`${host} has no file or device ${detail}`, { property: "volumes" });
        case "shared": {
            const [, volume = "", owner = ""] = /^(.*) (urn:\S.*)$/.exec(detail) ?? [];
            return new UserError(
                `the volume ${volume} on ${host} is that of ${owner}, and one of them may write to it. Only \`readOnly\` ` +
                    "volumes can be shared",
                { property: "volumes" },
            );
        }
        case "written":
            return new UserError(
                `the volume ${detail} on ${host} is the older instance's of this resource, under whichever name, and one of them may ` +
                    'write to it. Set `replacement: "stop-first"`: that one is stopped before the new one starts',
                { property: "volumes" },
            );
        case "nft":
            return new UserError(
                `${host} has no nft, which published ports need. Install it there: \`apt install nftables\``,
                { property: "networks" },
            );
        case "pf":
            return new UserError(pfIsOff(host, detail), { property: "networks" });
        case "anchor":
            return new UserError(pfLacksAnchor(host, detail), { property: "networks" });
        case "grep":
            return new UserError(
                `${host} has neither a grep with Perl's patterns (-P) nor perl, and a probe of the console needs one of them. Install it ` +
                    "there: `apk add grep` (Alpine), `apt install grep` (Debian), `pkg install perl5` (FreeBSD)",
                { property: "probe.console" },
            );
        case "ping":
            return new UserError(
                `${host} has no ping, which the probe needs. Install it there: \`apt install iputils-ping\``,
                { property: "probe" },
            );
        case "address":
            return new UserError(`the address ${taken(detail)} on ${host}. ${orRenamed}`, {
                property: "networks",
            });
        case "port":
            return new UserError(`the port ${taken(detail)} on ${host}. ${orRenamed}`, {
                property: "networks",
            });
        case "listening":
            return new UserError(listening(host, detail), { property: "networks" });
        case "image":
            return new UserError(
                `the image went from ${host} while the instance was made. Run \`pulumi up\` again`,
            );
        case "foreign":
            return new UserError(
                `${detail} is on ${host} already and was not made by this program. Choose another \`name\``,
                { property: "name" },
            );
        case "taken":
            return new UserError(
                `an instance "${instance}" is on ${host} already and belongs to ${ownerIn(detail)}. Choose another name; or, if ` +
                    `it is to be managed here from now on, import it: pulumi import unikernel:host:Instance <resource name> ${host}/${instance}`,
                { property: "name" },
            );
        case "absent":
            return new UserError(
                `there is no instance "${instance}" on ${host}. Give the \`id\` of an Instance`,
                {
                    property: "instance",
                },
            );
        default:
            return new UserError(`${host} refused: ${refused}`);
    }
}

/** A resource that was renamed, or imported, is known on the host by the name that it had. */
const orRenamed = "Choose another; or, if that is this resource's earlier name, run `pulumi up --refresh`";

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
