import type { Artifact } from "../../artifact/artifact";
import { findArtifact } from "../../artifact/find";
import { storeLayout } from "../../artifact/layout";
import { UserError } from "../../protocol/errors";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";

export async function imagePath(call: Call<Settings>, image: Artifact): Promise<string> {
    const path = await findArtifact(storeLayout(call.settings.store), image.digest, {
        signal: call.signal,
    });
    if (path === undefined) throw new UserError(`the store does not have ${image.name}`);
    return path;
}
