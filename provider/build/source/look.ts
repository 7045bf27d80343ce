import { inStore } from "../../artifact/failure";
import type { StoreLayout } from "../../artifact/layout";
import { lookAtFolder, type FolderLook } from "./folder/look";
import type { Source } from "./types";
import { sourceError } from "./source-error";
import { syncWorkspace } from "./workspace/sync";

export interface LookRequest {
    readonly source: Source;
    /** What a relative source is relative to. */
    readonly base: string;
    /** The user's .gitignore patterns. They outrank all others. */
    readonly ignore: readonly string[];
    /** The .gitignore patterns of what the toolchain leaves in a source tree. */
    readonly outputs: readonly string[];
    readonly layout: StoreLayout;
    readonly signal: AbortSignal;
}

export type Look = FolderLook;

/** What a source is now: its hash, and what is in it. Changes nothing in it. */
export async function lookAtSource(request: LookRequest): Promise<Look> {
    const { source } = request;
    if (typeof source !== "string") throw sourceError("git sources cannot be read yet");
    return lookAtFolder({ ...request, source });
}

/** Makes the workspace a copy of the source as it was looked at, beside what toolchains have left there. */
export async function prepareWorkspace(look: Look, workspace: string, signal: AbortSignal): Promise<void> {
    const { hash, listing, realPath } = look;
    await inStore(look.layout, () => syncWorkspace({ root: realPath, hash, listing }, workspace, signal));
}
