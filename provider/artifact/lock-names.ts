/** The lock of whoever syncs a workspace, builds in it or removes it. */
export function workspaceLock(key: string): string {
    return `workspace-${key}`;
}

/** The lock of whoever prunes the store. */
export const pruneLock = "prune";
