import type { BuildRecord } from "../../artifact/builds";
import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageOutputs } from "../image";
import type { Plan } from "./plan";
import { recipeOf } from "./recipe";

/** The outputs for what a build made. The same file as before has taken as long as before: nothing downstream changes. */
export function outputsOf(
    call: Pick<Call<Settings>, "urn" | "redact">,
    plan: Plan,
    { artifact, lock, toolchainVersions, buildSeconds }: BuildRecord,
    previous?: ImageOutputs,
): ImageOutputs {
    const isSameFile = previous?.artifact.digest === artifact.digest;
    return {
        artifact: { ...artifact, recipe: recipeOf(call, { ...plan, lock }) },
        ...(lock === undefined ? {} : { lock }),
        toolchainVersions,
        buildSeconds: isSameFile ? previous.buildSeconds : buildSeconds,
    };
}
