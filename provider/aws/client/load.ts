import { namesProxy } from "../../proxy/choice";

export type Packages = typeof import("../packages") & Proxies;
type Proxies = Partial<typeof import("../../proxy/agents")>;

/** AWS's own packages are large: they are loaded when an image is made, changed or looked at, and not before. */
export async function loadPackages(): Promise<Packages> {
    // They tell each user at each update which versions of Node their own later versions will want.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    const [packages, proxies] = await Promise.all([
        import("../packages"),
        namesProxy(process.env) ? import("../../proxy/agents") : {},
    ]);
    return { ...packages, ...proxies };
}
