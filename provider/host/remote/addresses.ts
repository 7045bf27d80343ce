import { createHash } from "node:crypto";
import type { InstanceInputs } from "../inputs";

/** An address of its own for each network that leaves it to us, by the device's name: `10.42.0.7/24`. */
export type Chosen = Readonly<Record<string, string>>;

/** `10.42.0.0/24`: the network itself, which stands for any of its addresses that is free. */
export function isPool(address: string): boolean {
    const { base, size } = rangeOf(address);
    return size >= 4 && base === numberOf(address.split("/")[0] ?? "");
}

/**
 * The devices whose addresses are left to us, each with the first that is free. Where to begin follows from the instance's
 * name, so that two that are made at once rarely meet.
 */
export function chooseAddresses(
    { networks = {} }: Pick<InstanceInputs, "networks">,
    {
        name,
        taken,
        own = {},
    }: { readonly name: string; readonly taken: ReadonlySet<string>; readonly own?: Chosen },
): Chosen | undefined {
    const chosen: Record<string, string> = {};
    const used = new Set(taken);
    for (const [device, { address, gateway }] of Object.entries(networks)) {
        if (address === undefined || !isPool(address)) continue;
        const found =
            own[device] ?? firstFree(address, `${name}/${device}`, new Set([...used, gateway ?? ""]));
        if (found === undefined) return undefined;
        chosen[device] = found;
        used.add(found.replace(/\/.*$/, ""));
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
function firstFree(pool: string, seed: string, used: ReadonlySet<string>): string | undefined {
    const { base, size, prefix } = rangeOf(pool);
    const usable = size - 3;
    const start = createHash("sha256").update(seed).digest().readUInt32BE(0) % usable;
    for (let step = 0; step < usable; step++) {
        const address = textOf(base + 2 + ((start + step) % usable));
        if (!used.has(address)) return `${address}/${prefix}`;
    }
    return undefined;
}

function rangeOf(cidr: string): { readonly base: number; readonly size: number; readonly prefix: number } {
    const [address = "", bits = "32"] = cidr.split("/");
    const prefix = Number(bits);
    const size = 2 ** (32 - prefix);
    return { base: Math.floor(numberOf(address) / size) * size, size, prefix };
}

function numberOf(address: string): number {
    return address.split(".").reduce((number, byte) => number * 256 + Number(byte), 0);
}

function textOf(number: number): string {
    return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}
