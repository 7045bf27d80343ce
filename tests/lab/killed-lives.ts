import { expect } from "@jest/globals";
import { changing } from "../unit/host/connection/interrupted";
import type { InstanceInputs } from "../../provider/host/inputs";
import type { InstanceState } from "../unit/host/lifecycle/states";
import { killing } from "./killing";
import type { NetworkLab } from "./networks";
import { refreshed } from "./repairs";
import type { LabWorld } from "./world";

type Host = Pick<NetworkLab, "exec" | "inventory" | "through">;

/** Notes what is there. */
type Seen = () => Promise<void>;
export type Life = (seen: Seen) => Promise<void>;

/** What the scripts of a life are killed before: commands from the first on that contains `from`. */
interface Killed {
    readonly from?: string;
    /** Only before the first and each so many further on. */
    readonly step?: number;
    /** What a host holds of ours and others', where that is not all of it. */
    readonly inventory?: () => Promise<string>;
}

/**
 * Lives a life on a host, which ends as it began, again and again: each of its scripts is killed before its nth command that changes
 * something, and run again, until no script has so many. After each step all is as if nothing had been killed. Answers with the commands
 * before which one was.
 */
export async function killedLives(
    host: Host,
    life: Life,
    { from, step = 1, inventory = host.inventory }: Killed = {},
): Promise<string[]> {
    const before = await inventory();
    const live = async (): Promise<string[]> => {
        const seen: string[] = [];
        await life(async () => void seen.push(anyOnes(await host.exec(ours))));
        return seen;
    };
    const undisturbed = await live();
    const killed: string[] = [];
    for (let nth = 1, reached = -1; reached < killed.length; nth += step) {
        reached = killed.length;
        const undo = host.through(killing(() => nth, killed, { from, only: changing }));
        const seen = await live().finally(undo);
        const last = killed.slice(reached);
        expect([last, seen]).toEqual([last, undisturbed]);
        expect([last, await inventory()]).toEqual([last, before]);
    }
    return killed;
}

/** An instance is made, and goes. */
export function shortLife(host: LabWorld, inputs: InstanceInputs): Life {
    return async (seen) => {
        await gone(host, await made(host, { ...inputs, name: "www-1" }, seen));
    };
}

/** An instance is made, replaced by another, which is then started anew, and goes. */
export function longLife(host: LabWorld, inputsOf: (hello: string) => InstanceInputs): Life {
    return async (seen) => {
        const first = await made(host, { ...inputsOf("first"), name: "www-1" }, seen);
        const next = await made(host, { ...inputsOf("next"), name: "www-2" }, seen);
        await gone(host, first);
        const ended = { ...next, outputs: { ...next.outputs, state: "exited" as const } };
        await asMade(host, await host.update(ended), seen);
        await gone(host, next);
    };
}

const made = async (host: LabWorld, inputs: InstanceInputs, seen: Seen): Promise<InstanceState> =>
    asMade(host, await host.create("www", inputs), seen);

async function asMade(host: LabWorld, state: InstanceState, seen: Seen): Promise<InstanceState> {
    const found = await refreshed(host, state);
    expect(found).toEqual(state);
    expect(host.drift(found)).toEqual({});
    await seen();
    return state;
}

async function gone(host: LabWorld, state: InstanceState): Promise<void> {
    await host.destroy(state);
    expect(await host.refresh(state)).toBeUndefined();
}

/** What is there of ours, but for what is written down of times and processes. */
const ours = String.raw`cd /var/lib/pulumi-unikernel
find . -printf '%M %p\n' | sort
find . -type f \( -name addresses -o -name image -o -name ip_forward -o -name ports -o -name sha256 -o -name table -o -name volumes \) \
    -exec grep -H '' {} + | sort
find . -type f \( -name inputs -o -name network.sh -o -name publish \) -exec sha256sum {} + | sort -k 2
find /etc /run/systemd/system -name '*unikernel*' -printf '%M %p -> %l\n' | sort
ip -brief link | cut -d ' ' -f 1 | cut -d @ -f 1 | sort
ip -oneline -4 address show | awk '{ print $2, $4 }' | sort
nft list ruleset
cat /proc/sys/net/ipv4/ip_forward`;

/** Whatever the random numbers of instances are, and the addresses that were chosen. */
const anyOnes = (seen: string): string =>
    seen
        .replace(/\bu([bkv])[0-9a-f]{12}\b/g, "u$1…")
        .replace(/pulumi-unikernel:[0-9a-f]{16}/g, "tag")
        .replace(/\b10\.42\.0\.\d+/g, "10.42.0.…");
