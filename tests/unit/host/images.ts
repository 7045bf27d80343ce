import type { Artifact, Device } from "../../../provider/artifact/artifact";

/** An image as the store knows it, for tests that do not run it. */
export function imageFor(target: Artifact["target"], more: Partial<Artifact> = {}): Artifact {
    return {
        name: `hello.${target}`,
        digest: `sha256:${"0".repeat(64)}`,
        size: 100_000,
        target,
        arch: "x86_64",
        devices: [],
        ...more,
    };
}

export function net(...names: string[]): Device[] {
    return names.map((name) => ({ name, type: "net" }));
}

export function block(...names: string[]): Device[] {
    return names.map((name) => ({ name, type: "block" }));
}
