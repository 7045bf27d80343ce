import { buildNeeds } from "../setup/needs.mjs";
import { setUp } from "../setup/setup.mjs";

/** The plugin and the Node.js SDK: all that plain `pulumi up` needs besides Pulumi. */
export async function run() {
    await setUp(buildNeeds);
    return 0;
}
