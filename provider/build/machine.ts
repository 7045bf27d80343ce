import type { Architecture } from "../artifact/artifact";

/** The instruction set of this machine, as far as images are built for it. */
export function machineArchitecture(arch: string = process.arch): Architecture {
    return arch === "arm64" ? "aarch64" : "x86_64";
}
