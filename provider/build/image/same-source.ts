import type { Call } from "../../protocol/resource";
import type { Settings } from "../../settings";
import type { ImageInputs } from "../image";
import type { Look } from "../source/look";
import { sourceError } from "../source/source-error";

/**
 * The hashes that checks computed, by the resource they were for. A plugin is configured once for each run of a program,
 * so none of an earlier run is among them.
 */
const computed = new WeakMap<Settings, Map<string, string>>();

type Of = Pick<Call<Settings>, "settings" | "urn">;

/** To be told of every check: with nothing where the program, or `ignoreChanges`, says which hash to use. */
export function rememberHash({ settings, urn }: Of, hash: string | undefined): void {
    const hashes = computed.get(settings) ?? new Map<string, string>();
    computed.set(settings, hashes);
    if (hash === undefined) hashes.delete(urn);
    else hashes.set(urn, hash);
}

/**
 * Refuses to build another tree than the one that was checked: its hash would be in the state for contents that nobody
 * built, and no later run would see a difference. A hash of the program's own says nothing of contents.
 */
export function requireSameSource(
    { settings, urn }: Of,
    { sourceHash }: Pick<ImageInputs, "sourceHash">,
    { hash, describeChange }: Pick<Look, "hash" | "describeChange">,
): void {
    if (sourceHash === undefined || sourceHash === hash) return;
    if (computed.get(settings)?.get(urn) !== sourceHash) return;
    const change = describeChange(sourceHash);
    throw sourceError(
        `The source changed while \`pulumi up\` ran${change ? ` (${change})` : ""}, so nothing was built. ` +
            "Run `pulumi up` again when nothing writes to it.",
    );
}
