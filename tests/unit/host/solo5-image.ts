import type { Artifact, Device } from "../../../provider/artifact/artifact";
import { abiSection, manifestSection } from "../artifact/solo5-notes";
import { syntheticElf } from "../artifact/elf/synthetic";
import type { TestStore } from "./store";

const targets = { hvt: { number: 1, version: 2 }, spt: { number: 2, version: 2 } } as const;

/** A kernel that a tender takes for a unikernel with these devices, and what is known of it. */
export function solo5Kernel(
    target: keyof typeof targets,
    devices: Device[] = [],
): readonly [Buffer, Partial<Artifact>] {
    const { number, version } = targets[target];
    const elf = syntheticElf({ sections: [manifestSection(devices), abiSection(number, version)] });
    return [elf, { name: `hello.${target}`, target, devices, abi: { target, version } }];
}

/** The same in the store. */
export const solo5Image = async (
    store: TestStore,
    target: keyof typeof targets,
    devices?: Device[],
): Promise<Artifact> => store.image(...solo5Kernel(target, devices));
