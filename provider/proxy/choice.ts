import { BlockList, isIP, isIPv6 } from "node:net";
import { domainToASCII } from "node:url";
import { UserError } from "../protocol/errors";

export type Variables = Readonly<Record<string, string | undefined>>;

/** Where a request goes. */
export interface Place {
    readonly isSecure: boolean;
    /** A name or an address, without brackets. */
    readonly host: string;
    readonly port: number;
}

const named = ["HTTPS_PROXY", "HTTP_PROXY"] as const;

/** Whether the environment names a proxy at all. */
export function namesProxy(variables: Variables): boolean {
    return named.some((name) => valueOf(variables, name) !== undefined);
}

/**
 * By way of which proxy a request goes, if any. The variables mean what they do to the engine and its other plugins: nothing on
 * this machine is asked by way of a proxy, and a name in `NO_PROXY` stands for what is below it, too.
 */
export function proxyFor(place: Place, variables: Variables): URL | undefined {
    const name = place.isSecure ? "HTTPS_PROXY" : "HTTP_PROXY";
    const proxy = valueOf(variables, name);
    if (proxy === undefined || isHere(place.host)) return undefined;
    const excepted = valueOf(variables, "NO_PROXY")?.split(",") ?? [];
    return excepted.some((entry) => covers(entry.trim().toLowerCase(), place))
        ? undefined
        : parsed(name, proxy);
}

export function placeOf({ protocol, hostname, port }: URL): Place {
    const isSecure = protocol === "https:";
    return {
        isSecure,
        host: hostname.replace(/^\[|\]$/g, ""),
        port: port === "" ? (isSecure ? 443 : 80) : Number(port),
    };
}

function valueOf(variables: Variables, name: string): string | undefined {
    return variables[name] || variables[name.toLowerCase()] || undefined;
}

/** A proxy without a scheme is an HTTP proxy. Its password is in no message. */
function parsed(variable: string, text: string): URL {
    const whole = text.includes("://") ? text : `http://${text}`;
    const url = URL.canParse(whole) ? new URL(whole) : undefined;
    const isSpoken = url?.protocol === "http:" || url?.protocol === "https:";
    if (isSpoken && isDecodable(url.username) && isDecodable(url.password)) return url;
    const reason = url && !isSpoken ? `names a proxy that speaks ${url.protocol.slice(0, -1)}` : "is no URL";
    throw new UserError(`${variable} ${reason}. Give a proxy as http://host:port or https://host:port.`);
}

/** Whether what is decoded later can be. */
function isDecodable(text: string): boolean {
    try {
        decodeURIComponent(text);
        return true;
    } catch {
        return false;
    }
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

const isHere = (host: string): boolean => host === "localhost" || listed(loopback, host);

function listed(list: BlockList, host: string): boolean {
    return isIP(host) !== 0 && list.check(host, isIPv6(host) ? "ipv6" : "ipv4");
}

/** Whether an entry of `NO_PROXY` is about a place: `*`, an address, a network, a name, each with a port or without. */
function covers(entry: string, { host, port }: Place): boolean {
    if (entry === "") return false;
    if (entry === "*") return true;
    const network = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(entry);
    if (network?.[1] !== undefined) {
        // Else all of IPv6 has all of IPv4 in it.
        return isIPv6(network[1]) === isIPv6(host) && listed(networkOf(network[1], Number(network[2])), host);
    }
    const { name, own } = withoutPort(entry);
    if (name === "" || (own !== undefined && own !== port)) return false;
    if (isIP(name) !== 0) return listed(networkOf(name, bitsOf(name)), host);
    const below = inAscii(name.startsWith("*.") ? name.slice(1) : name);
    return below.startsWith(".") ? host.endsWith(below) : host === below || host.endsWith(`.${below}`);
}

const inAscii = (name: string): string => (/^[ -~]*$/.test(name) ? name : domainToASCII(name) || name);

const bitsOf = (address: string): number => (isIPv6(address) ? 128 : 32);

function networkOf(address: string, prefix: number): BlockList {
    const list = new BlockList();
    if (isIP(address) !== 0 && prefix <= bitsOf(address)) {
        list.addSubnet(address, prefix, isIPv6(address) ? "ipv6" : "ipv4");
    }
    return list;
}

function withoutPort(entry: string): { readonly name: string; readonly own?: number } {
    if (isIP(entry) !== 0) return { name: entry };
    const { name = entry, port } = /^\[?(?<name>.*?)\]?(?::(?<port>\d+))?$/.exec(entry)?.groups ?? {};
    return { name, own: port === undefined ? undefined : Number(port) };
}
