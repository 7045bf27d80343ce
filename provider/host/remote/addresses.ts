import { createHash } from "node:crypto";
import type { InstanceInputs } from "../inputs";
import { isAllowedBridge } from "../network/bridge-name";
import { addressIn, numberOf, parseCidr, rangeOf, textOf } from "../network/cidr";

/** An address of its own for each network that leaves it to us, by the device's name: `10.42.0.7/24`. */
export type Chosen = Readonly<Record<string, string>>;

/** `10.42.0.0/24`: the network itself, which stands for any of its addresses that is free. */
export function isPool(address: string): boolean {
    const cidr = parseCidr(address, 4);
    return cidr !== undefined && cidr.prefix <= 30 && rangeOf(cidr).first === numberOf(cidr.address);
}

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
    const bridges = Object.values(networks).flatMap(({ bridge, address }) =>
        bridge !== undefined && address !== undefined && isPool(address) ? [bridge] : [],
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
    for (const [device, { address, gateway }] of Object.entries(networks)) {
        if (address === undefined || !isPool(address)) continue;
        const found =
            own[device] ??
            firstFree(address, {
                seed: `${name}/${device}`,
                ranges,
                used: new Set([...used, gateway ?? ""]),
            });
        if (found === undefined) return undefined;
        chosen[device] = found;
        used.add(addressIn(found));
    }
    return chosen;
}

/** From lines such as `service 10.42.0.7/24`. */
export function chosenIn(lines: readonly string[]): Chosen {
    return Object.fromEntries(lines.map((line) => line.split(" ") as [string, string]));
}

/** With the addresses that were chosen in place of the networks they are of. */
export function withAddresses(inputs: InstanceInputs, chosen: Chosen): InstanceInputs {
    if (inputs.networks === undefined) return inputs;
    const networks = Object.entries(inputs.networks).map(
        ([device, network]) => [device, { ...network, address: chosen[device] ?? network.address }] as const,
    );
    return { ...inputs, networks: Object.fromEntries(networks) };
}

/** Neither the first, which is the network, nor the last, which is everyone's; the second is the host's by custom. */
function firstFree(
    pool: string,
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
    const cidr = parseCidr(pool, 4);
    if (cidr === undefined) return undefined;
    const { first, last } = rangeOf(cidr);
    const usable = last - first - 2;
    const start = createHash("sha256").update(seed).digest().readUInt32BE(0) % usable;
    for (let step = 0; step < usable; step++) {
        const number = first + 2 + ((start + step) % usable);
        const address = textOf(number);
        const isLent = ranges.some((range) => number >= range.first && number <= range.last);
        if (!isLent && !used.has(address)) return `${address}/${cidr.prefix}`;
    }
    return undefined;
}
