import type { ImageInputs } from "../image";
import { canonicalJson } from "../../canonical";

/** Why an image is built again, in a line. */
export function reasons(old: ImageInputs, next: ImageInputs, sourceChange: string | undefined): string {
    const names = [...new Set([...Object.keys(old), ...Object.keys(next)])] as (keyof ImageInputs)[];
    const changed = names.filter((name) => canonicalJson(old[name]) !== canonicalJson(next[name]));
    const parts = changed.flatMap((name) => describe(name, old, next, sourceChange));
    return parts.join("; ");
}

function describe(
    name: keyof ImageInputs,
    old: ImageInputs,
    next: ImageInputs,
    sourceChange: string | undefined,
): string[] {
    switch (name) {
        case "source":
        case "ignore":
            return [];
        case "sourceHash":
            return [sourceChange ?? "the source changed"];
        case "target":
        case "arch":
        case "toolchain":
            return [`${name} changes from ${old[name] ?? "its default"} to ${next[name] ?? "its default"}`];
        case "relock":
            return ["the dependencies are solved anew"];
        default:
            // Values of others may be long, or secret.
            return [`${name} changes`];
    }
}
