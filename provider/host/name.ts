const automatic = /-[0-9a-f]{7}$/;
const allowed = /^[A-Za-z0-9][\w.-]{0,62}$/;

/** Made in Check from the resource's name and a random number: a replacement is given another one. */
export function automaticName(resourceName: string, randomSeed: Uint8Array): string {
    const stem = resourceName
        .replace(/[^A-Za-z0-9_.-]+/g, "-")
        .replace(/^[^A-Za-z0-9]+/, "")
        .slice(0, 40);
    return `${stem || "instance"}-${Buffer.from(randomSeed).toString("hex").slice(0, 7).padEnd(7, "0")}`;
}

/** Whether a name is of that form, so that a replacement's differs. */
export function isAutomaticName(name: string): boolean {
    return automatic.test(name);
}

/** It names a folder, and later a unit and a domain. */
export function isAllowedName(name: string): boolean {
    return allowed.test(name);
}
