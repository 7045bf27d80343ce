import { isAbsolute, relative } from "node:path";
import type { Artifact } from "../../artifact/artifact";
import type { PrebuiltImageInputs } from "../prebuilt-image";
import { locationOf } from "./location";

/** How another machine gets the same file. It goes through states, so it holds no place of this machine alone. */
export function recipeOf(
    { path, url }: Pick<PrebuiltImageInputs, "path" | "url">,
    sha256: string,
    project = process.cwd(),
): NonNullable<Artifact["recipe"]> {
    const location = locationOf({ path, url }, project);
    if ("url" in location) return { prebuilt: { url: url ?? "", sha256 } };
    return { prebuilt: { path: portable(path ?? location.file, project), sha256 } };
}

/** Relative to the Pulumi project, which is in another place on another machine. */
function portable(path: string, project: string): string {
    return isAbsolute(path) ? relative(project, path) || "." : path;
}
