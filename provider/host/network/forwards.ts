import { isIPv4 } from "node:net";
import type { Forward } from "../hypervisors/hypervisor";

/** What a published port listens on when the program names no address: this machine alone. */
const loopback = "127.0.0.1";

/** Reads `8080`, `127.0.0.1:8080` or `5353/udp`; nothing for anything else. */
export function parseHostPort(text: string): Omit<Forward, "guestPort"> | undefined {
    const [, address, digits, protocol] = /^(?:([^:/]+):)?(\d{1,5})(?:\/(tcp|udp))?$/.exec(text) ?? [];
    const hostPort = Number(digits);
    if (digits === undefined || hostPort < 1 || hostPort > 65_535) return undefined;
    if (address !== undefined && !isIPv4(address)) return undefined;
    return { protocol: protocol === "udp" ? "udp" : "tcp", hostAddress: address ?? loopback, hostPort };
}

/** Ordered by port, for a map's own order does not survive its way through the engine. */
export function forwardsOf(ports: Readonly<Record<string, number>> = {}): Forward[] {
    const forwards = Object.entries(ports).flatMap(([text, guestPort]) => {
        const parsed = parseHostPort(text);
        return parsed ? [{ ...parsed, guestPort }] : [];
    });
    return forwards.sort((one, other) => one.hostPort - other.hostPort || compare(one, other));
}

function compare(one: Forward, other: Forward): number {
    return describeForward(one) < describeForward(other) ? -1 : 1;
}

/** `127.0.0.1:8080`, with `/udp` where it is that. */
export function describeForward({ protocol, hostAddress, hostPort }: Omit<Forward, "guestPort">): string {
    return `${hostAddress}:${hostPort}${protocol === "udp" ? "/udp" : ""}`;
}

const anyAddress = "0.0.0.0";

/** Whether two programs could not listen on both at once. */
export function collide(one: Omit<Forward, "guestPort">, other: Omit<Forward, "guestPort">): boolean {
    const addresses = [one.hostAddress, other.hostAddress];
    return (
        one.protocol === other.protocol &&
        one.hostPort === other.hostPort &&
        (one.hostAddress === other.hostAddress || addresses.includes(anyAddress))
    );
}
