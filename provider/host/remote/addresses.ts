import { createHash } from "node:crypto";
import type { InstanceInputs } from "../inputs";
import type { NetworkAttachment } from "../network/attachment";
import { isAllowedBridge } from "../network/bridge-name";
import { addressIn, numberOf, numberOf6, parseCidr, plainCidr6, textOf, textOf6 } from "../network/cidr";

/** An address of its own for each network that leaves it to us, by the device's name: `10.42.0.7/24`; for IPv6 by `service/6`. */
export type Chosen = Readonly<Record<string, string>>;

/** `10.42.0.0/24` or `fd42::/64`: the network itself, which stands for any of its addresses that is free. */
export function isPool(address: string | undefined): boolean {
    return address !== undefined && poolIn(address) !== undefined;
}

/** The name under which the IPv6 address of a device is on record. */
export const device6 = (device: string): string => `${device}/6`;

interface Pool {
    readonly first: bigint;
    readonly size: bigint;
    readonly prefix: number;
    readonly text: (number: bigint) => string;
    /** Whether DHCP lends from it. */
    readonly isLent: (number: bigint, ranges: readonly AddressRange[]) => boolean;
}

function poolIn(address: string): Pool | undefined {
    const [cidr, cidr6] = [parseCidr(address, 4), parseCidr(address, 6)];
    const pool = cidr
        ? { first: BigInt(numberOf(cidr.address)), size: 2n ** BigInt(32 - cidr.prefix), ...of4(cidr.prefix) }
        : cidr6 && {
              first: numberOf6(cidr6.address),
              size: 2n ** BigInt(128 - cidr6.prefix),
              ...of6(cidr6.prefix),
          };
    return pool && pool.size >= 4n && pool.first % pool.size === 0n ? pool : undefined;
}

const of4 = (prefix: number): Pick<Pool, "prefix" | "text" | "isLent"> => ({
    prefix,
    text: (number) => textOf(Number(number)),
    isLent: (number, ranges) => ranges.some(({ first, last }) => number >= first && number <= last),
});

const of6 = (prefix: number): Pick<Pool, "prefix" | "text" | "isLent"> => ({
    prefix,
    text: textOf6,
    isLent: () => false,
});

/** The first and the last, as numbers. */
export interface AddressRange {
    readonly first: number;
    readonly last: number;
}

/** From a line such as `10.42.0.100 10.42.0.199`. */
export function addressRange(line: string): AddressRange {
    const [from = "", to = ""] = line.split(" ");
    return { first: numberOf(from), last: numberOf(to) };
}

/** The bridges on which the host is to say who has which address. */
export function bridgesWithPools({ networks = {} }: Pick<InstanceInputs, "networks">): string[] {
    const bridges = Object.values(networks).flatMap(({ bridge, address, address6 }) =>
        bridge !== undefined && (isPool(address) || isPool(address6)) ? [bridge] : [],
    );
    return [...new Set(bridges)].filter(isAllowedBridge);
}

interface Known {
    readonly name: string;
    readonly taken: ReadonlySet<string>;
    readonly ranges?: readonly AddressRange[];
    readonly own?: Chosen;
}

/**
 * The devices whose addresses are left to us, each with the first that is free. Where to begin follows from the instance's
 * name, so that two that are made at once rarely meet.
 */
export function chooseAddresses(
    { networks = {} }: Pick<InstanceInputs, "networks">,
    { name, taken, ranges = [], own = {} }: Known,
): Chosen | undefined {
    const chosen: Record<string, string> = {};
    const used = new Set(taken);
    for (const { device, address, gateway } of Object.entries(networks).flatMap(poolsOf)) {
        const found =
            own[device] ??
            firstFree(address, { seed: `${name}/${device}`, ranges, used: new Set([...used, gateway]) });
        if (found === undefined) return undefined;
        chosen[device] = found;
        used.add(addressIn(found));
    }
    return chosen;
}

interface LeftToUs {
    readonly device: string;
    readonly address: string;
    readonly gateway: string;
}

function poolsOf([device, network]: readonly [string, NetworkAttachment]): LeftToUs[] {
    const { address = "", gateway = "", address6 = "", gateway6 } = network;
    const plain6 = gateway6 === undefined ? "" : addressIn(plainCidr6(`${gateway6}/128`));
    return [
        { device, address, gateway },
        { device: device6(device), address: address6, gateway: plain6 },
    ].filter((each) => isPool(each.address));
}

/** From lines such as `service 10.42.0.7/24`. */
export function chosenIn(lines: readonly string[]): Chosen {
    return Object.fromEntries(lines.map((line) => line.split(" ") as [string, string]));
}

/** With the addresses that were chosen in place of the networks they are of. */
export function withAddresses(inputs: InstanceInputs, chosen: Chosen): InstanceInputs {
    if (inputs.networks === undefined) return inputs;
    const networks = Object.entries(inputs.networks).map(([device, network]) => {
        const { address6 } = network;
        const found6 = isPool(address6) ? chosen[device6(device)] : undefined;
        const six = found6 === undefined ? {} : { address6: found6 };
        return [device, { ...network, address: chosen[device] ?? network.address, ...six }] as const;
    });
    return { ...inputs, networks: Object.fromEntries(networks) };
}

/** Neither the first, which is the network, nor the last, which is everyone's; the second is the host's by custom. */
function firstFree(
    network: string,
    {
        seed,
        ranges,
        used,
    }: {
        readonly seed: string;
        readonly ranges: readonly AddressRange[];
        readonly used: ReadonlySet<string>;
    },
): string | undefined {
    const pool = poolIn(network);
    if (pool === undefined) return undefined;
    const usable = pool.size - 3n;
    const start = BigInt(`0x${createHash("sha256").update(seed).digest("hex").slice(0, 32)}`) % usable;
    for (let step = 0n; step < usable; step++) {
        const number = pool.first + 2n + ((start + step) % usable);
        const address = pool.text(number);
        if (!pool.isLent(number, ranges) && !used.has(address)) return `${address}/${pool.prefix}`;
    }
    return undefined;
}
