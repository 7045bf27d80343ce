import { join } from "node:path";

/** The folders of one store. Everything the provider keeps on this machine is below `root`. */
export interface StoreLayout {
    readonly root: string;
    /** `<digest>`: the artifacts, read-only files. */
    readonly artifacts: string;
    /** `<build key>.json`: what a build with these inputs made. */
    readonly builds: string;
    /** `<workspace key>/`: private copies of source trees, kept warm between builds. */
    readonly workspaces: string;
    /** `<url hash>.git`: mirrors of git sources. */
    readonly git: string;
    /** What stat() said of files that were hashed, so that they need not be read again. */
    readonly index: string;
    /** `<instance id>/`: console, pid file and specification of each local instance. */
    readonly instances: string;
    /** `<volume name>/`: the volumes of this machine that are files. Never pruned. */
    readonly volumes: string;
    /** `<parts key>/`: what disks are made of besides the unikernel, unpacked. */
    readonly parts: string;
    /** `<resource id>.<format>`: disks that the user wants no other place for. They go with their resource, and are never pruned. */
    readonly disks: string;
    /** Whole logs of builds. */
    readonly logs: string;
    readonly locks: string;
    /** Files in the making. On the same file system as the rest, so that a rename is atomic. */
    readonly staging: string;
}

export function storeLayout(root: string): StoreLayout {
    const below = (name: string): string => join(root, name);
    return {
        root,
        artifacts: below("sha256"),
        builds: below("builds"),
        workspaces: below("workspaces"),
        git: below("git"),
        index: below("index"),
        instances: below("instances"),
        volumes: below("volumes"),
        parts: below("parts"),
        disks: below("disks"),
        logs: below("logs"),
        locks: below("locks"),
        staging: below("staging"),
    };
}
