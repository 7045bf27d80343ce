export type Packages = typeof import("../packages");

/** AWS's own packages are large: they are loaded when an image is made, changed or looked at, and not before. */
export async function loadPackages(): Promise<Packages> {
    // They tell each user at each update which versions of Node their own later versions will want.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    return await import("../packages");
}
