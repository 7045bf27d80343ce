import { isIPv4, isIPv6 } from "node:net";
import type { Failure } from "../../protocol/errors";
import type { Hypervisor } from "../hypervisors/hypervisor";
import type { NetworkAttachment } from "../network/attachment";
import { parseCidr } from "../network/cidr";
import { collide, describeForward, forwardsOf, parseHostPort } from "../network/forwards";

type Networks = Readonly<Record<string, NetworkAttachment>>;

const kinds = ["user", "tap", "bridge"] as const;

/** What can be said of the attachments by themselves. */
export function checkNetworks(networks: Networks = {}): Failure[] {
    const each = Object.entries(networks).flatMap(([device, attachment]) => {
        const at = `networks.${device}`;
        return [
            ...checkKind(at, attachment),
            ...checkPorts(`${at}.user.ports`, attachment),
            ...checkForms(at, attachment),
            ...checkAddress(at, attachment),
        ];
    });
    return [...each, ...checkOverlap(networks)];
}

/** One instance's own ports among each other. */
function checkOverlap(networks: Networks): Failure[] {
    const published = Object.entries(networks).flatMap(([device, { user }]) =>
        forwardsOf(user?.ports).map((forward) => ({ device, forward })),
    );
    return published.flatMap(({ device, forward }, index) => {
        const earlier = published.slice(0, index).find((other) => collide(other.forward, forward));
        if (earlier === undefined) return [];
        const ports = `${describeForward(earlier.forward)} and ${describeForward(forward)}`;
        const reason = `the ports ${ports} cannot both be published; choose another`;
        return [{ property: `networks.${device}.user.ports`, reason }];
    });
}

function kindOf(attachment: NetworkAttachment): (typeof kinds)[number][] {
    return kinds.filter((kind) => attachment[kind] !== undefined);
}

function checkKind(property: string, attachment: NetworkAttachment): Failure[] {
    const given = kindOf(attachment);
    if (given.length === 1) return [];
    const what =
        given.length === 0
            ? "nothing says what to attach it to"
            : `it cannot be attached to ${given.join(" and ")}`;
    return [{ property, reason: `${what}; give one of user, tap and bridge` }];
}

function checkPorts(property: string, { user }: NetworkAttachment): Failure[] {
    return Object.keys(user?.ports ?? {})
        .filter((port) => parseHostPort(port) === undefined)
        .map((port) => ({
            property: `${property}["${port}"]`,
            reason: "not a port of this machine: 8080, 127.0.0.1:8080 or 5353/udp",
        }));
}

/** Checks a property that is given; the others need none. */
interface Form {
    readonly name: "tap" | "bridge" | "mac" | "address" | "gateway" | "address6" | "gateway6";
    readonly fits: (value: string) => boolean;
    readonly otherwise: string;
}

const interfaceName = /^[^\s/:,=]{1,15}$/;

const forms: readonly Form[] = [
    {
        name: "tap",
        fits: isInterface,
        otherwise: "not the name of a network interface: at most 15 characters",
    },
    {
        name: "bridge",
        fits: isInterface,
        otherwise: "not the name of a network interface: at most 15 characters",
    },
    {
        name: "mac",
        fits: (mac) => /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(mac),
        otherwise: "not a MAC address: 02:00:00:00:00:01",
    },
    { name: "address", fits: isCidr, otherwise: "not an address with its prefix: 10.0.0.2/24" },
    { name: "gateway", fits: isIPv4, otherwise: "not an address: 10.0.0.1" },
    {
        name: "address6",
        fits: (text) => parseCidr(text, 6) !== undefined,
        otherwise: "not an IPv6 address with its prefix: fd42::2/64",
    },
    { name: "gateway6", fits: isIPv6, otherwise: "not an IPv6 address: fd42::1" },
];

function checkForms(at: string, attachment: NetworkAttachment): Failure[] {
    return forms.flatMap(({ name, fits, otherwise }) => {
        const value = attachment[name];
        return value === undefined || fits(value) ? [] : [{ property: `${at}.${name}`, reason: otherwise }];
    });
}

function checkAddress(at: string, attachment: NetworkAttachment): Failure[] {
    const given = (["address", "gateway", "address6", "gateway6"] as const).find(
        (name) => attachment[name] !== undefined,
    );
    if (attachment.user && given !== undefined) {
        const reason = "a user network has its own: 10.0.2.15/24, with the gateway 10.0.2.2";
        return [{ property: `${at}.${given}`, reason }];
    }
    return (
        [
            ["gateway", "address"],
            ["gateway6", "address6"],
        ] as const
    )
        .filter(
            ([gateway, address]) => attachment[gateway] !== undefined && attachment[address] === undefined,
        )
        .map(([gateway, address]) => ({
            property: `${at}.${gateway}`,
            reason: `it goes with an \`${address}\`, which is not given`,
        }));
}

function isInterface(name: string): boolean {
    return interfaceName.test(name);
}

function isCidr(text: string): boolean {
    const [address = "", prefix = "", ...rest] = text.split("/");
    return rest.length === 0 && isIPv4(address) && /^\d{1,2}$/.test(prefix) && Number(prefix) <= 32;
}

/** Whether the hypervisor can attach them. */
export function checkAttachable(hypervisor: Hypervisor, networks: Networks = {}): Failure[] {
    const { networks: possible } = hypervisor.attaches;
    return Object.entries(networks).flatMap(([device, attachment]) =>
        kindOf(attachment)
            .filter((kind) => !possible.includes(kind))
            .map((kind) => ({ property: `networks.${device}.${kind}`, reason: refusal(hypervisor, kind) })),
    );
}

function refusal({ name, attaches: { networks } }: Hypervisor, kind: string): string {
    if (networks.length === 0) return `a ${name} uses the machine's own network; leave \`networks\` out`;
    return `${name} has no ${kind} network; attach it to a ${networks.join(" or a ")}`;
}
