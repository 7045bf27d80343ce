import type { Artifact, Device } from "../../../provider/artifact/artifact";
import { abiSection, manifestSection } from "../artifact/solo5-notes";
import { syntheticElf } from "../artifact/elf/synthetic";
import type { TestStore } from "./store";

const targets = { hvt: { number: 1, version: 2 }, spt: { number: 2, version: 2 } } as const;

/** A kernel in the store that a tender takes for a unikernel with these devices. */
export async function solo5Image(
    store: TestStore,
    target: keyof typeof targets,
    devices: Device[] = [],
): Promise<Artifact> {
    const { number, version } = targets[target];
    const elf = syntheticElf({ sections: [manifestSection(devices), abiSection(number, version)] });
    return store.image(elf, { name: `hello.${target}`, target, devices, abi: { target, version } });
}
