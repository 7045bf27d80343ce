import type { ChildProcess } from "node:child_process";
import { addressOf, firstNetwork } from "../network-numbers";
import { ended, switchOff, switchOn, type VirtualMachine } from "./machine";
import { session, type Session } from "./session";

export interface Started {
    readonly network: number;
    readonly exec: (command: string) => Promise<string>;
    readonly reboot: () => Promise<void>;
    readonly stop: () => Promise<void>;
}

const slowestWakeMs = 120_000;
const slowestEndMs = 200_000;
const slowestBootMs = 300_000;

export async function start(machine: VirtualMachine): Promise<Started> {
    let qemu: ChildProcess | undefined;
    const network = await firstNetwork(async (number) => {
        qemu = await switchOn(machine, number, "snapshot");
        return qemu !== undefined;
    });
    const off = async (): Promise<void> => {
        if (qemu !== undefined) await switchOff(qemu);
    };
    const way = { network, folder: machine.folder };
    const boot = async (): Promise<Session> => {
        qemu = await switchOn(machine, network, "boot");
        if (qemu === undefined) throw new Error("Something took the lab's network while it was off.");
        return session(way, slowestBootMs);
    };
    try {
        return await awake(network, await session(way, slowestWakeMs), {
            down: async () => {
                if (qemu !== undefined) await ended(qemu, slowestEndMs);
            },
            boot,
            off,
        });
    } catch (error) {
        await off();
        throw error;
    }
}

interface Means {
    /** When it has been told to end, and has. */
    readonly down: () => Promise<void>;
    readonly boot: () => Promise<Session>;
    readonly off: () => Promise<void>;
}

async function awake(network: number, first: Session, { down, boot, off }: Means): Promise<Started> {
    let current = first;
    const settled = (): Promise<string> => current.exec("systemctl is-system-running --wait || true");
    // Its clock stands where the snapshot was taken.
    await current.exec(`date --set=@${Math.ceil(Date.now() / 1000)}
        echo ${addressOf(network)}/30 >/etc/lab-address
        systemctl restart lab-network`);
    await settled();
    return {
        network,
        exec: (command) => current.exec(command),
        async reboot() {
            // Asked by itself, the command would be ended with the connection.
            await current.exec("systemctl reboot --no-block");
            await down();
            await current.close();
            current = await boot();
            await settled();
        },
        async stop() {
            await current.close();
            await off();
        },
    };
}
