import { delimiter, join } from "node:path";
import { paths } from "./paths.mjs";
import { findPulumi } from "./pulumi.mjs";
import { cargoHome } from "./rust.mjs";

/**
 * The environment of all that runs here. Nothing of ours goes outside the project's folder.
 *
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function environment() {
    const pulumi = await findPulumi();
    const path = [paths.bin, pulumi, process.env.PATH];
    return {
        ...process.env,
        PATH: path.filter((part) => part !== undefined).join(delimiter),
        XDG_CACHE_HOME: paths.cache,
        CARGO_HOME: cargoHome,
        npm_config_cache: join(paths.cache, "npm"),
        PULUMI_HOME: paths.pulumiHome,
        PULUMI_BACKEND_URL: `file://${paths.state}`,
        PULUMI_CONFIG_PASSPHRASE: "",
        PULUMI_SKIP_UPDATE_CHECK: "1",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
        UNIKERNEL_STORE: paths.store,
    };
}
