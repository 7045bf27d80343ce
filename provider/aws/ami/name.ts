const allowed = /^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/;

/** Made in Check from the resource's name and a random number: a replacement is given another one. */
export function automaticName(resourceName: string, randomSeed: Uint8Array): string {
    const stem = resourceName.replace(/[^A-Za-z0-9()[\] ./'@_-]+/g, "-").slice(0, 100);
    return `${stem || "unikernel"}-${Buffer.from(randomSeed).toString("hex").slice(0, 7).padEnd(7, "0")}`;
}

export const isAllowedName = (name: string): boolean => allowed.test(name);
