export type Packages = typeof import("../packages");

/** AWS's own packages are large: they are loaded when an image is made, changed or looked at, and not before. */
export async function loadPackages(): Promise<Packages> {
    return await import("../packages");
}
