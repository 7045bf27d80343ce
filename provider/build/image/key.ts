import { digestOfValue } from "../../canonical";
import type { Plan } from "./plan";

/** Raised when builds of the same inputs come to yield something else. */
const format = 1;

/**
 * Names a build by everything that goes into it. Values of environment variables are in it only as a part of the hash, so it
 * tells nothing of secrets.
 */
export function buildKey({
    look,
    toolchain,
    target,
    arch,
    lock,
    relock,
    env,
    strip,
    triggers,
}: Plan): string {
    const { name, options } = toolchain;
    const solve = toolchain.hasLock && lock === undefined ? relock : undefined;
    return digestOfValue({
        ...{ format, sourceHash: look.hash, toolchain: name, options },
        ...{ target, arch, lock, solve, env, strip, triggers },
    });
}

/**
 * Names the folder a build happens in. Builds that share one wait for each other and start from what the last one left;
 * all commits of a git source share one. make and its like see files that changed, and no variables: in a folder that other
 * variables filled they would leave what is there. A trigger stands for what nobody sees.
 */
export function workspaceKey({ look, toolchain, target, arch, env, triggers }: Plan): string {
    const place = look.kind === "folder" ? look.realPath : [look.tree.mirror, look.tree.path];
    const { name, options } = toolchain;
    return digestOfValue([format, place, name, options, target, arch, env, triggers]).slice(0, 32);
}
