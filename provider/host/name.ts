import type { CheckRequest, CheckResult } from "../protocol/resource";

const allowed = /^[A-Za-z0-9][\w.-]{0,62}$/;

/** Made in Check from the resource's name and a random number: a replacement is given another one. */
export function automaticName(resourceName: string, randomSeed: Uint8Array): string {
    const stem = resourceName
        .replace(/[^A-Za-z0-9_.-]+/g, "-")
        .replace(/^[^A-Za-z0-9]+/, "")
        .slice(0, 40);
    return `${stem || "instance"}-${Buffer.from(randomSeed).toString("hex").slice(0, 7).padEnd(7, "0")}`;
}

interface Named {
    readonly name?: string;
}

/**
 * The name of a new thing or of the one that is there, and whether it was chosen here: its look does not tell, since a name of
 * one's own may end in a commit's digits.
 */
export function nameFor(
    resourceName: string,
    { inputs, previous, unknowns, randomSeed }: CheckRequest<Named>,
): Pick<CheckResult<Named>, "set" | "defaulted"> {
    if (inputs.name !== undefined || unknowns.has("name")) return {};
    const name = previous?.name ?? automaticName(resourceName, randomSeed);
    return { set: { name }, defaulted: ["name"] };
}

/** It names a folder, and later a unit and a domain. */
export function isAllowedName(name: string): boolean {
    return allowed.test(name);
}
