import type { InstanceInputs } from "../inputs";
import { addressIn } from "../network/cidr";
import { forwardsOf } from "../network/forwards";
import type { Probe } from "./schema";

export type Target =
    | { readonly address: string; readonly port: number; readonly problem?: undefined }
    | { readonly property: string; readonly problem: string };

type Networks = NonNullable<InstanceInputs["networks"]>;

/** Where to send pings to. */
export function pingTarget(
    { icmp: { network } = {} }: Probe,
    networks: Networks,
): { readonly address: string; readonly problem?: undefined } | { readonly problem: string } {
    if (network !== undefined && networks[network] === undefined)
        return { problem: `it has no network "${network}"` };
    const attachments = Object.entries(networks)
        .filter(([name]) => network === undefined || name === network)
        .map(([, attachment]) => attachment);
    if (attachments.length === 0) return { problem: noNetwork };
    const [address] = attachments.flatMap((each) => each.address ?? each.address6 ?? []);
    if (address !== undefined) return { address: addressIn(address) };
    return attachments.every(({ user }) => user !== undefined)
        ? { problem: noPings }
        : { problem: "nothing says where to send pings; give the network its `address`" };
}

const noNetwork = "without a network there is nothing to ping; use tcp, http or console";

const noPings = "QEMU's user network passes on no pings to the unikernel; use http or console";

/** Where to connect to, to reach the port of the unikernel that a probe names. */
export function probeTarget({ tcp, http }: Probe, networks: Networks): Target {
    return tcp ? reach(tcp.port, "tcp", networks) : reach(http?.port ?? 80, "http", networks);
}

function reach(port: number, kind: "tcp" | "http", networks: Networks): Target {
    const attachments = Object.values(networks);
    const published = attachments
        .flatMap(({ user }) => forwardsOf(user?.ports))
        .find((forward) => forward.protocol === "tcp" && forward.guestPort === port);
    const property = `probe.${kind}`;
    if (published) {
        if (kind === "tcp") return { property, problem: acceptsAlways };
        const { hostAddress, hostPort } = published;
        return { address: hostAddress === "0.0.0.0" ? "127.0.0.1" : hostAddress, port: hostPort };
    }
    // One that has both is asked at the one that published ports lead to.
    const own = attachments.flatMap(({ address }) => address ?? []);
    const [address] = own.length > 0 ? own : attachments.flatMap(({ address6 }) => address6 ?? []);
    if (address !== undefined) return { address: addressIn(address), port };
    if (attachments.length === 0) return { address: "127.0.0.1", port };
    return {
        property,
        problem: nothingLeads(
            port,
            attachments.some(({ user }) => user !== undefined),
        ),
    };
}

/** QEMU completes the connection before it asks the guest. */
const acceptsAlways =
    "QEMU's user network accepts connections whether the unikernel listens or not, so this would always pass; use http or console";

/** Pure. As URLs and messages have it: `10.42.0.2:80`, `[fd42::2]:80`. */
export function authorityOf({ address, port }: { readonly address: string; readonly port: number }): string {
    return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}

function nothingLeads(port: number, isUser: boolean): string {
    const remedy = isUser
        ? `publish it: networks: { …: { user: { ports: { "8080": ${port} } } } }`
        : "give the network its `address`";
    return `nothing leads to port ${port} of the unikernel; ${remedy}`;
}
