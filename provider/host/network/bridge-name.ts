const allowed = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,14}$/;

/** Made in Check from the resource's name and a random number: a replacement is given another one. */
export function automaticBridge(resourceName: string, randomSeed: Uint8Array): string {
    const stem = resourceName
        .replace(/[^A-Za-z0-9_.-]+/g, "-")
        .replace(/^[^A-Za-z0-9]+/, "")
        .slice(0, 9);
    return `${stem || "net"}-${Buffer.from(randomSeed).toString("hex").slice(0, 5).padEnd(5, "0")}`;
}

/** It is the name of an interface, which Linux gives 15 characters, and part of those of a unit and of an nft table. */
export function isAllowedBridge(bridge: string): boolean {
    return allowed.test(bridge);
}
