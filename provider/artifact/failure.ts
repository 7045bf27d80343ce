import { sep } from "node:path";
import { UserError } from "../protocol/errors";
import type { StoreLayout } from "./layout";

const elsewhere = "set unikernel:store (or UNIKERNEL_STORE) to a folder";

/**
 * Runs something that writes to the store. What the file system refuses becomes an error that says which folder, why,
 * and what to do.
 */
export async function inStore<Result>(layout: StoreLayout, action: () => Promise<Result>): Promise<Result> {
    try {
        return await action();
    } catch (error) {
        throw storeFailure(layout, error);
    }
}

/** The user's error for what the file system said; anything else comes back as it is. */
function storeFailure(layout: StoreLayout, error: unknown): unknown {
    const { code, path, dest } = error as NodeJS.ErrnoException & { dest?: string };
    const explanation = code && explanations[code];
    const at = dest ?? path ?? layout.root;
    if (!explanation || !(isWithin(layout.root, at) || isWithin(at, layout.root))) return error;
    return new UserError(`The store ${layout.root} ${explanation(at)}`, { cause: error });
}

function isWithin(folder: string, path: string): boolean {
    return path === folder || path.startsWith(folder + sep);
}

const explanations: Readonly<Record<string, (path: string) => string>> = {
    EACCES: refused("permission denied"),
    EPERM: refused("operation not permitted"),
    EROFS: (path) =>
        `cannot be written to: ${path} is on a read-only file system. Mount it read-write, or ${elsewhere} that is.`,
    ENOSPC: full("no space is left on its file system"),
    EDQUOT: full("your disk quota is used up"),
    EFBIG: full("a file grew larger than the file system or ulimit -f allows"),
    ENOTDIR: occupied,
    EEXIST: occupied,
    EISDIR: (path) => `is damaged: ${path} is a folder where a file should be. Move it away.`,
};

function refused(reason: string): (path: string) => string {
    return (path) =>
        `cannot be used: ${path}: ${reason}. Make the folder yours (chown, chmod), or ${elsewhere} that is.`;
}

function full(reason: string): () => string {
    return () =>
        `is full: ${reason}. Free some space, lower unikernel:storeLimit, or ${elsewhere} on a larger file system.`;
}

function occupied(path: string): string {
    return `cannot be used: ${path} is, or is below, a file where a folder should be. Move the file away, or ${elsewhere} elsewhere.`;
}
