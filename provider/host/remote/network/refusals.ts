import { UserError } from "../../../protocol/errors";
import { installing } from "../../packages";
import { allOf, firstOf, parseAnswers, type Answer } from "../answers";
import { ownerIn } from "../owner";
import { pfIsOff, pfLacksAnchor } from "../pf-advice";
import { refusal, type Rows } from "../refusal";
import { thisMachine, type Machine } from "../machines";

type Where = Pick<Machine, "name">;

/** Why a host will not do what it is asked to with a network. */
const rows: Rows<{ readonly bridge: string }> = {
    rights: {
        property: "host",
        reason: ({ host }) =>
            host === thisMachine
                ? `networks on ${host} need root: run \`pulumi\` as root, or choose another \`host\``
                : `networks on ${host} need root there: log in as root, or set \`sudo: true\` for a user who may use it ` +
                  "without a password",
    },
    dhcp: {
        property: "dhcp",
        reason: ({ host }) =>
            `${host} is not run by systemd, which keeps the DHCP server of a network: leave \`dhcp\` out, and give each instance an \`address\``,
    },
    boot: {
        property: "host",
        reason: ({ host }) =>
            `${host} has nothing that is known to make a network when it boots: it needs systemd, OpenRC, SysV's init scripts with ` +
            "update-rc.d or chkconfig, or cron with /etc/cron.d. Or `adopt` a bridge that is made otherwise",
    },
    name: {
        property: "bridge",
        reason: ({ host, detail }) =>
            `${host} is OpenBSD, where a network interface is called by its kind and a number, not ${detail}: give a \`bridge\` such as ` +
            "veb7 or bridge7, of a number that is free",
    },
    pf: { property: "nat", reason: ({ host, detail }) => pfIsOff(host, detail) },
    anchor: { property: "nat", reason: ({ host, detail }) => pfLacksAnchor(host, detail) },
    tool: {
        reason: ({ host, detail }) => `${host} has no ${detail}. Install it there: ${installing(detail)}`,
    },
    taken: {
        property: "bridge",
        reason: ({ host, bridge, detail }) =>
            `a network "${bridge}" is on ${host} already and belongs to ${ownerIn(detail)}. Choose another \`bridge\`, or ` +
            "`adopt` it",
    },
    foreign: {
        property: "bridge",
        reason: ({ host, detail }) =>
            `${detail} is on ${host} already and was not made by this program. Choose another \`bridge\``,
    },
    link: {
        property: "bridge",
        reason: ({ host, detail }) =>
            `a network interface ${detail} is on ${host} already and was not made for this network. Choose another ` +
            "`bridge`, or `adopt` it",
    },
    table: {
        property: "bridge",
        reason: ({ host, detail }) =>
            `an nft table inet ${detail} is on ${host} already and was not made for this network. Choose another \`bridge\``,
    },
    overlap: {
        property: "cidr",
        reason: ({ host, detail }) => {
            const { word: cidr = "", rest: route = "" } = parseAnswers(detail)[0] ?? {};
            return `${host} has a route into ${cidr} already: ${route.trim()}. Choose other addresses`;
        },
    },
    reserved: {
        property: "cidr",
        reason: ({ host, detail }) => {
            const { word: other = "", rest: owner = "" } = parseAnswers(detail)[0] ?? {};
            return `the network ${other} on ${host}, which belongs to ${owner}, has addresses of this one already. Choose other addresses`;
        },
    },
    absent: {
        property: "bridge",
        reason: ({ host, detail }) =>
            `${host} has no bridge ${detail}. Create it there, on Linux by \`ip link add ${detail} type bridge && ip link set ${detail} up\`, ` +
            `on FreeBSD and OpenBSD by \`ifconfig ${detail} create up\`; or leave \`adopt\` out`,
    },
    other: {
        property: "bridge",
        reason: ({ host, detail }) => `${detail} on ${host} is not a bridge`,
    },
    ports: {
        reason: ({ host, bridge, detail }) =>
            `the bridge ${bridge} on ${host} has ports still: ${detail.split(" ").join(", ")}. Remove what is attached to ` +
            "it; then delete it again",
    },
};

/** What a script answered, unless it refused or what it started failed. */
export function networkAnswers(host: Where, bridge: string, output: string): Answer[] {
    const answers = parseAnswers(output);
    const refused = firstOf(answers, "refused");
    if (refused !== undefined) throw refusal(rows, host, refused, { bridge });
    const failed = firstOf(answers, "failed");
    if (failed !== undefined) throw new UserError(failure(host, failed, allOf(answers, "console")));
    return answers;
}

function failure({ name: host }: Where, service: string, console: readonly string[]): string {
    const said = console.filter((line) => !line.startsWith(service));
    return [
        `${service} failed on ${host}:`,
        ...said.map((line) => `  ${line}`),
        ...(service.startsWith("/") ? [] : [`All of it: journalctl --unit=${service}`]),
    ].join("\n");
}
