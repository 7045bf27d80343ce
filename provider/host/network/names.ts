import { createHash } from "node:crypto";

/** The same at every start of an instance. */
export function macAddress(identity: {
    readonly stack: string;
    readonly name: string;
    readonly device: string;
    /** Default: that of locally administered unicast addresses. */
    readonly prefix?: string;
}): string {
    const digest = hash([identity.stack, identity.name, identity.device]);
    const prefix = (identity.prefix ?? "02").split(":");
    return [...prefix, ...(digest.slice(0, 10).match(/../g) ?? [])].slice(0, 6).join(":");
}

/** Linux takes 15 characters at most. */
export function tapName(unit: string, device: string): string {
    return `uk${hash([unit, device]).slice(0, 12)}`;
}

/** On FreeBSD and OpenBSD it is a number, which is in the name of its file in /dev as well. Those that people choose are low. */
export function numberedTapName(unit: string, device: string): string {
    return `tap${1_000 + (Number.parseInt(hash([unit, device]).slice(0, 8), 16) % 31_000)}`;
}

function hash(parts: readonly string[]): string {
    return createHash("sha256").update(parts.join("\0")).digest("hex");
}

/** `dev::shop` of `urn:pulumi:dev::shop::unikernel:host:Instance::www`. */
export function stackOf(urn: string): string {
    return urn
        .replace(/^urn:pulumi:/, "")
        .split("::")
        .slice(0, 2)
        .join("::");
}
