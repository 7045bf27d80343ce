import { mkdir, rm } from "node:fs/promises";
import { inStore } from "../../artifact/failure";
import { stagingPath } from "../../artifact/staging";
import { lookAtFolder, type FolderLook } from "./folder/look";
import { lookAtGit, type GitLook } from "./git/look";
import { exportTree } from "./git/tree";
import { ignoreRules } from "./ignore/rules";
import { scan } from "./index/scan";
import type { Request } from "./request";
import type { Source } from "./types";
import { syncWorkspace } from "./workspace/sync";

export type LookRequest = Request<Source>;

export type Look = FolderLook | GitLook;

/** What a source is now: its hash, and what is in it. Changes nothing in it. */
export async function lookAtSource(request: LookRequest): Promise<Look> {
    const { source } = request;
    return typeof source === "string"
        ? lookAtFolder({ ...request, source })
        : lookAtGit({ ...request, source });
}

/** Makes the workspace a copy of the source as it was looked at, beside what toolchains have left there. */
export async function prepareWorkspace(look: Look, workspace: string, signal: AbortSignal): Promise<void> {
    await inStore(look.layout, () =>
        look.kind === "folder"
            ? syncWorkspace({ ...look, root: look.realPath }, workspace, signal)
            : syncFromGit(look, workspace, signal),
    );
}

async function syncFromGit(look: GitLook, workspace: string, signal: AbortSignal): Promise<void> {
    const staged = await stagingPath(look.layout);
    try {
        await mkdir(staged);
        const root = await exportTree(look.tree, staged, signal);
        const rules = ignoreRules(look.leftOut, { honoursFiles: false });
        const { listing } = await scan(root, rules, undefined, signal);
        await syncWorkspace({ root, hash: look.hash, listing }, workspace, signal);
    } finally {
        await rm(staged, { recursive: true, force: true });
    }
}
