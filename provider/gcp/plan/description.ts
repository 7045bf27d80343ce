import { architectures, targets, type Artifact } from "../../artifact/artifact";

type Described = Pick<Artifact, "name" | "digest" | "size" | "target" | "arch">;

/** What is in an image, in words that an import can read back: labels are too short for a digest. */
export function describeImage({ name, digest, size, target, arch }: Described): string {
    return `Unikernel ${name} (${target}, ${arch}, ${size} bytes, ${digest})`;
}

const form = new RegExp(
    `^Unikernel (.+) \\((${targets.join("|")}), (${architectures.join("|")}), (\\d+) bytes, (sha256:[0-9a-f]{64})\\)$`,
);

export function artifactOf(description = ""): Artifact | undefined {
    const [, name, target, arch, size, digest] = form.exec(description) ?? [];
    if (name === undefined || digest === undefined) return undefined;
    return {
        name,
        digest,
        size: Number(size),
        target: target as Artifact["target"],
        arch: arch as Artifact["arch"],
        devices: [],
    };
}
