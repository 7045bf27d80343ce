import type { Source } from "../source/types";

/**
 * A git source at the commit that its hash names. A branch may move between the preview and the build; what was
 * previewed is what is built.
 */
export function pinned(source: Source, sourceHash: string | undefined): Source {
    if (typeof source === "string" || source.commit !== undefined) return source;
    const commit = /^git:([0-9a-f]{40,64}):/.exec(sourceHash ?? "")?.[1];
    if (commit === undefined) return source;
    const { git, path } = source;
    return { git, path, commit };
}
