import type { Architecture } from "../artifact";
import type { ElfHeader } from "./header";
import { malformed, type ByteSource } from "./source";

const machineNames: Readonly<Record<number, string>> = {
    2: "SPARC",
    3: "i386",
    8: "MIPS",
    20: "PowerPC",
    21: "PowerPC 64",
    22: "S/390",
    40: "ARM (32 bits)",
    43: "SPARC 64",
    62: "x86_64",
    183: "aarch64",
    243: "RISC-V",
    247: "BPF",
    258: "LoongArch",
};

/**
 * A 32-bit i386 file counts as x86_64: multiboot loaders want 32-bit files, so 64-bit kernels are wrapped in them, and
 * what boots them is a machine for x86_64.
 */
export function architectureOf(source: ByteSource, { machine, bits }: ElfHeader): Architecture {
    if (machine === 62 || (machine === 3 && bits === 32)) return "x86_64";
    if (machine === 183 && bits === 64) return "aarch64";
    const name = machineNames[machine] ?? `machine number ${machine}`;
    throw malformed(source, `is for ${name}; known are x86_64 and aarch64`);
}
