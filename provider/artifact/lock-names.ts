/** The lock of whoever syncs a workspace, builds in it or removes it. */
export function workspaceLock(key: string): string {
    return `workspace-${key}`;
}

/** The lock of whoever fetches into the mirror of a git source or removes it. */
export function mirrorLock(key: string): string {
    return `git-${key}`;
}

/** The lock of whoever makes parts of disks or removes them. */
export function partsLock(key: string): string {
    return `parts-${key}`;
}

/** The lock of whoever prunes the store. */
export const pruneLock = "prune";
