import { isIPv4, isIPv6 } from "node:net";

/** An address and the length of its network's prefix: `10.42.0.1/24`. */
export interface Cidr {
    readonly address: string;
    readonly prefix: number;
}

/** Nothing for what is no address with a prefix. */
export function parseCidr(text: string, version: 4 | 6): Cidr | undefined {
    const [, address = "", digits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
    const prefix = Number(digits);
    const fits = version === 4 ? isIPv4(address) && prefix <= 32 : isIPv6(address) && prefix <= 128;
    return fits && !address.includes("%") ? { address, prefix } : undefined;
}

/** `fd00::1/64` for `FD00:0::1/64`: an IPv6 address in the one way that all programs write it. */
export function plainCidr6(cidr: string): string {
    const { address = "", prefix } = parseCidr(cidr, 6) ?? {};
    return address === "" ? cidr : `${new URL(`http://[${address}]`).hostname.slice(1, -1)}/${prefix}`;
}

/** Those with which all of its network's addresses begin: `00001010` of `10.42.0.1/8`. */
export function prefixBits(cidr: string): string {
    const [address, prefix] = [addressIn(cidr), Number(cidr.replace(/.*\//, ""))];
    const bits = isIPv4(address)
        ? address.split(".").map((byte) => Number(byte).toString(2).padStart(8, "0"))
        : groupsOf(address).map((group) => parseInt(group, 16).toString(2).padStart(16, "0"));
    return bits.join("").slice(0, prefix);
}

/** The eight of an IPv6 address that is written in the one way. */
function groupsOf(address: string): string[] {
    const [before = [], after = []] = address.split("::").map((part) => (part === "" ? [] : part.split(":")));
    return [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
}

/** `10.42.0.1` of `10.42.0.1/24`. */
export function addressIn(cidr: string): string {
    return cidr.replace(/\/.*$/, "");
}

/** An IPv4 address as a number, by which addresses are in order. */
export function numberOf(address: string): number {
    return address.split(".").reduce((number, byte) => number * 256 + Number(byte), 0);
}

/** The IPv4 address of a number. */
export function textOf(number: number): string {
    return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** Of an IPv6 address, which a plain number has no room for. */
export function numberOf6(address: string): bigint {
    return BigInt(`0b${prefixBits(plainCidr6(`${address}/128`))}`);
}

/** The IPv6 address of a number, in the one way. */
export function textOf6(number: bigint): string {
    return addressIn(plainCidr6(`${allDigits6(number)}/128`));
}

/** `fd42:0000:0000:0000:0000:0000:0000:0007` of `fd42::7`. */
export const inFull6 = (address: string): string => allDigits6(numberOf6(address));

const allDigits6 = (number: bigint): string =>
    number
        .toString(16)
        .padStart(32, "0")
        .replace(/(....)(?=.)/g, "$1:");

/** The first and the last address of an IPv4 network: the network itself, and everyone in it. */
export function rangeOf({ address, prefix }: Cidr): { readonly first: number; readonly last: number } {
    const size = 2 ** (32 - prefix);
    const first = Math.floor(numberOf(address) / size) * size;
    return { first, last: first + size - 1 };
}

/** `255.255.255.0` of 24. */
export function netmask(prefix: number): string {
    return textOf(2 ** 32 - 2 ** (32 - prefix));
}
